using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>The review of a statement: charge, opinions on explanations, controls set aside, validation, publication, and two agents at once.</summary>
public sealed class DecisionTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();
    private int _opco;
    private int _campaign;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _opco = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        _campaign = await _factory.CampaignAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.Nouveau, Role.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _opco);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Take_validate_and_publish_goes_through_the_page_with_a_mail_and_freezes_the_statement()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var path = $"/instruction/{submission.Id}";

        await Press(ines, path, "form[action$=prise-en-charge]");
        var taken = await ines.PageAsync(path);
        await Press(ines, path, "form[action$=validation]", ("Act", "valider"));
        var validated = await ines.PageAsync(path);
        await Press(ines, path, "form[action$=publication]", ("Act", "publier"));

        Assert.Contains("Vous en êtes en charge", taken.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(validated.QuerySelector("a[href$=corrections]"));
        Assert.Contains("a validé la déclaration", validated.TextOf("#decisions"), StringComparison.Ordinal);
        Assert.Equal(DeclarationStatus.Published, (await Declaration(submission)).Status);
        Assert.Equal(DemoAccounts.DeclarantOpco.Email, (await _factory.DatabaseAsync(d => d.OutgoingMessages.SingleAsync(m => m.Key.StartsWith("validation-")))).To);
        foreach (var action in new[] { AuditAction.ReviewTaken, AuditAction.DeclarationValidated, AuditAction.DeclarationPublished })
        {
            Assert.Equal((_opco, AuditEntry.Success), Assert.Single((await _factory.JournalAsync(action)).Select(e => (e.OperatorId!.Value, e.Result))));
        }
    }

    [Fact]
    public async Task Decide_after_another_agent_names_who_decided_what_and_loses_nothing()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var lucie = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var path = $"/instruction/{submission.Id}";
        await Press(ines, path, "form[action$=prise-en-charge]");
        var hers = await lucie.PageAsync(path);
        await Press(ines, path, "form[action$=validation]", ("Act", "valider"));

        using var late = await lucie.SendAsync(hers, "form[action$=justifications]", ("Act", "questionner"), ("Text", "Pourquoi ce montant a-t-il doublé ?"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.ReadPageAsync();
        Assert.Contains("Inès Rousseau a validé la déclaration", page.TextOf("#depuis"), StringComparison.Ordinal);
        Assert.Contains("Pourquoi ce montant a-t-il doublé", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(DeclarationStatus.Validated, (await Declaration(submission)).Status);
        Assert.Equal(AuditEntry.Refused, Assert.Single(await _factory.JournalAsync(AuditAction.ReviewRefused)).Result);
    }

    [Fact]
    public async Task Question_an_explanation_writes_in_the_conversation_and_to_the_operator_who_reads_it()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var path = $"/instruction/{submission.Id}";
        await Press(ines, path, "form[action$=prise-en-charge]");

        await Press(ines, path, "form[action$=justifications]", ("Act", "questionner"), ("Text", "Sur quelle pièce repose ce chiffre ?"));

        Assert.Contains("Justification questionnée", (await ines.PageAsync(path)).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Sur quelle pièce", (await ines.PageAsync($"{path}/conversations")).TextOf("main"), StringComparison.Ordinal);
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Contains("Sur quelle pièce", (await claire.PageAsync($"/declarations/{submission.DeclarationId}/controles")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Sur quelle pièce", (await claire.PageAsync($"/declarations/{submission.DeclarationId}/conversations")).TextOf("main"), StringComparison.Ordinal);
        Assert.Single(await _factory.DatabaseAsync(d => d.OutgoingMessages.Where(m => m.Key.StartsWith("question-")).ToListAsync()));
        var lucie = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        Assert.Equal(HttpStatusCode.Forbidden, (await lucie.GetAsync($"{path}/conversations")).StatusCode);
    }

    [Fact]
    public async Task Question_without_words_says_what_to_write()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await Press(ines, $"/instruction/{submission.Id}", "form[action$=prise-en-charge]");

        using var answer = await ines.SendAsync(await ines.PageAsync($"/instruction/{submission.Id}"), "form[action$=justifications]", ("Act", "questionner"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Écrivez votre question", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_a_control_aside_takes_it_out_of_the_check_until_its_day()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var findings = $"/declarations/{submission.DeclarationId}/controles";
        var instance = (await Declaration(submission)).Explanations.First().Instance;
        var control = instance.Split(':')[0];
        var page = $"/instruction/declarations/{submission.DeclarationId}/derogations";
        Assert.Contains($"Contrôle {instance}", (await claire.PageAsync(findings)).TextOf("main"), StringComparison.Ordinal);

        using (var bare = await ines.SendAsync(await ines.PageAsync(page), "form[action$=derogations]", ("Control", "F01"), ("Day", "hier")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        await Press(ines, page, "form[action$=derogations]", ("Control", control), ("Reason", "Fusion en cours d’exercice."), ("Day", _factory.Clock.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains("Fusion en cours d’exercice.", (await ines.PageAsync(page)).TextOf("#ecartes"), StringComparison.Ordinal);
        Assert.DoesNotContain($"Contrôle {instance}", (await claire.PageAsync(findings)).TextOf("main"), StringComparison.Ordinal);
        _factory.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Contains($"Contrôle {instance}", (await (await _factory.SignedInAsync(DemoAccounts.DeclarantOpco)).PageAsync(findings)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Pages_of_the_review_out_of_one_s_region_are_not_found_and_decisions_are_for_the_ministry()
    {
        var here = await _factory.SubmitAsync(await _factory.OperatorAsync("TPARA", OperatorType.Opco, "84"), _campaign);
        var elsewhere = await _factory.SubmitAsync(_opco, _campaign);
        var karim = await _factory.EnteredAsync(DemoAccounts.AgentDreets);

        Assert.Equal(HttpStatusCode.OK, (await karim.GetAsync($"/instruction/{here.Id}/comparaisons")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await karim.GetAsync($"/instruction/{elsewhere.Id}/comparaisons")).StatusCode);
        Assert.Null((await karim.PageAsync($"/instruction/{here.Id}")).QuerySelector("form[action$=prise-en-charge]"));
        foreach (var path in new[] { $"/instruction/{here.Id}/conversations", $"/instruction/declarations/{here.DeclarationId}/derogations" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await karim.GetAsync(path)).StatusCode);
        }

        Assert.Equal([here.DeclarationId.ToString()], (await _factory.JournalAsync(AuditAction.DeclarationRead)).Select(e => e.ObjectId).Distinct());
    }

    [Fact]
    public async Task Queue_is_filtered_by_charge_and_state()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var atlas = await _factory.SubmitAsync(await _factory.OperatorAsync("ATLAS", OperatorType.Opco), _campaign);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await Press(ines, $"/instruction/{submission.Id}", "form[action$=prise-en-charge]");

        Assert.Equal([$"/instruction/{submission.Id}"], await Listed(ines, "?charge=moi"));
        Assert.Equal([$"/instruction/{atlas.Id}"], await Listed(ines, "?charge=personne&etat=deposees"));
        Assert.Equal([$"/instruction/{submission.Id}"], await Listed(ines, "?etat=en-instruction"));
        Assert.Empty(await Listed(ines, "?retard=oui"));
    }

    private static async Task<List<string?>> Listed(HttpClient browser, string query) =>
        [.. (await browser.PageAsync("/instruction" + query)).QuerySelectorAll("#declarations th a").Select(a => a.GetAttribute("href"))];

    private Task<Declaration> Declaration(Submission submission) =>
        _factory.DatabaseAsync(d => d.Declarations.AsNoTracking().Include(x => x.Explanations).SingleAsync(x => x.Id == submission.DeclarationId));

    private static async Task Press(HttpClient browser, string path, string form, params (string Name, string Value)[] typed)
    {
        using var answer = await browser.SendAsync(await browser.PageAsync(path), form, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{form}: {answer.StatusCode}");
    }
}
