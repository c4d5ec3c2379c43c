using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Declarations;

/// <summary>An agent of the State types for an operator, by name, and the operator sees it.</summary>
[Collection(StatementCollection.Name)]
[Trait("CGU", "CGU-36")]
public sealed class OnBehalfTests(StatementHost host)
{
    [Fact]
    public async Task Type_for_an_operator_is_named_as_such_in_its_history_and_never_signs()
    {
        var given = await host.Statement();
        await host.Database(async database =>
        {
            var grant = new Grant(DemoAccounts.AgentDgefp.Email, Role.EntryAgent, host.Clock.GetUtcNow(), given.OperatorId);
            if (await database.Users.SingleOrDefaultAsync(u => u.Email == DemoAccounts.AgentDgefp.Email) is { } known)
            {
                grant.BindTo(known.Id);
            }

            database.Grants.Add(grant);
            return await database.SaveChangesAsync();
        });
        var agent = await host.As(DemoAccounts.AgentDgefp);

        using (var saved = await agent.SendAsync(await agent.PageAsync(given.Root + "/cadres/B2"), "#saisie", ("B2.010.ALT", "12")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        }

        var entry = Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.CellsSaved);
        Assert.StartsWith("Opérateur", entry.OnBehalfOf, StringComparison.Ordinal);
        var claire = await host.As(StatementHost.Claire);
        Assert.Contains("Inès Rousseau (agent de l’État)", (await claire.PageAsync(given.Root + "/historique")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Inès Rousseau (agent de l’État), pour", (await claire.PageAsync("/audit/moi")).TextOf("#consultations"), StringComparison.Ordinal);
        var overview = await agent.PageAsync(given.Root);
        Assert.Contains("Vous saisissez pour", overview.TextOf("main"), StringComparison.Ordinal);
        using var signature = await agent.GetAsync(given.Root + "/signature");
        Assert.NotEqual(HttpStatusCode.InternalServerError, signature.StatusCode);
        Assert.False((await host.Stored(given.Id)).Status == Domain.Declarations.DeclarationStatus.Submitted);
    }

    [Fact]
    public async Task Type_for_another_operator_than_the_one_named_is_not_found()
    {
        var other = await host.Statement();
        var agent = await host.As(DemoAccounts.AgentDgefp);

        Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync(other.Root + "/cadres/B2")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-64")]
    [Trait("CGU", "CGU-65")]
    [Trait("CGU", "CGU-75")]
    public async Task Remind_beside_free_texts_and_files_that_sensitive_data_are_forbidden()
    {
        var given = await host.Statement(host.Whole());
        var claire = await host.As(StatementHost.Claire);

        foreach (var path in new[] { given.Root + "/controles", given.Root + "/pieces", "/acces/demande" })
        {
            Assert.Contains("aucune donnée sensible", (await claire.PageAsync(path)).TextOf(".soffi-reminder"), StringComparison.Ordinal);
        }
    }
}
