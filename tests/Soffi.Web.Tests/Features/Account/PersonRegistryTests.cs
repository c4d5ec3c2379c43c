using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>The cases that the local portal never produces, on the real database.</summary>
public sealed class PersonRegistryTests : IDisposable
{
    private static readonly ProviderIdentity Claire = new("https://portail.example", "s-1", "Claire@Opco.example", true, "Claire", "Martin");

    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("Exigence", "CGU-26")]
    public async Task Sign_in_with_an_address_nobody_checked_claims_nothing()
    {
        await _factory.GrantAsync(Claire.Email, Role.AgentDgefp);

        var outcome = await SignInAsync(Claire with { EmailVerified = false });

        Assert.Equal(SignInRefusal.UnverifiedAddress, outcome.Refusal);
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.Users.CountAsync()));
        Assert.Null((await _factory.DatabaseAsync(d => d.Grants.SingleAsync())).UserId);
    }

    [Fact]
    [Trait("Exigence", "CGU-23")]
    public async Task Sign_in_with_the_same_address_under_another_subject_is_refused()
    {
        await SignInAsync(Claire);

        var outcome = await SignInAsync(Claire with { Subject = "s-2", Email = " CLAIRE@opco.EXAMPLE" });

        Assert.Equal(SignInRefusal.AddressTaken, outcome.Refusal);
    }

    [Fact]
    public async Task Sign_in_without_subject_or_address_is_refused() =>
        Assert.Equal(SignInRefusal.Incomplete, (await SignInAsync(null)).Refusal);

    [Fact]
    public async Task Sign_in_with_a_new_name_keeps_the_person_and_takes_the_name()
    {
        var first = await SignInAsync(Claire);
        var second = await SignInAsync(Claire with { FamilyName = "Durand" });

        Assert.Equal(first.User!.Id, second.User!.Id);
        Assert.Equal("Claire Durand", second.User.DisplayName);
    }

    [Fact]
    public async Task Sign_in_twice_at_the_same_instant_creates_one_person()
    {
        // The factory starts its server at the first use, and only one may.
        Assert.NotNull(_factory.Services);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SignInAsync(Claire))));

        Assert.All(outcomes, outcome => Assert.NotNull(outcome.User));
        Assert.Single(outcomes.Select(outcome => outcome.User!.Id).Distinct());
    }

    private async Task<SignInOutcome> SignInAsync(ProviderIdentity? identity)
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PersonRegistry>().SignInAsync(identity, default);
    }
}
