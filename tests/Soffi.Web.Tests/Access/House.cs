using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Access;

/// <summary>What the tests of the pages set up in the real application: terms of use, rights, statements.</summary>
internal static class House
{
    public const string CguText = "## Objet\n\n### Article 1. Essai\n\nTexte de l’essai.\n";

    /// <summary>Folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly Lazy<FormDefinition> OpcoForm = new(ReadForm);

    /// <summary>The form of the OPCO for 2025.</summary>
    public static FormDefinition Form => OpcoForm.Value;

    public static Task PublishCguAsync(
        this SignInFactory factory, string number = "1.0", string text = CguText, TimeSpan? takesForceIn = null) =>
        factory.DatabaseAsync(database =>
        {
            var now = factory.Clock.GetUtcNow();
            database.CguVersions.Add(new CguVersion(number, text, now, now + (takesForceIn ?? TimeSpan.Zero)));
            return database.SaveChangesAsync();
        });

    /// <summary>A browser in which that person is signed in and has accepted the terms in force.</summary>
    public static async Task<HttpClient> EnteredAsync(this SignInFactory factory, DemoAccount account)
    {
        var browser = await factory.SignedInAsync(account);
        var page = await browser.GetAsync("/cgu/acceptation?retour=/cgu");
        using var answer = await browser.SubmitAsync(page, "form#accord", ("Accepted", "true"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static Task GrantAsync(
        this SignInFactory factory, DemoAccount account, Role role, int? operatorId = null, string? regionCode = null) =>
        factory.DatabaseAsync(database =>
        {
            database.Grants.Add(new Grant(account.Email, role, factory.Clock.GetUtcNow(), operatorId, regionCode));
            return database.SaveChangesAsync();
        });

    public static Task<int> OperatorAsync(this SignInFactory factory, string code, OperatorType type, string? region = null, int? hostId = null) =>
        factory.DatabaseAsync(async database =>
        {
            var body = new Operator(code, $"Opérateur {code}", type, "000001024", region, hostId);
            database.Operators.Add(body);
            await database.SaveChangesAsync();
            foreach (var campaign in await database.Campaigns.ToListAsync())
            {
                campaign.Oblige(body.Id, true, ObligationReason.ByType, "", "essai", factory.Clock.GetUtcNow());
            }

            await database.SaveChangesAsync();
            return body.Id;
        });

    public static Task<int> CampaignAsync(this SignInFactory factory, int exercise = 2025) => factory.DatabaseAsync(async database =>
    {
        var now = factory.Clock.GetUtcNow();
        var campaign = new Campaign(StatementKind.Esf, exercise, now.AddDays(-30), now.AddDays(30));
        foreach (var body in await database.Operators.ToListAsync())
        {
            campaign.Oblige(body.Id, true, ObligationReason.ByType, "", "essai", now);
        }

        database.Campaigns.Add(campaign);
        await database.SaveChangesAsync();
        return campaign.Id;
    });

    /// <summary>The statement of the demonstration, on the OPCO form of 2025, submitted by that operator.</summary>
    public static Task<Submission> SubmitAsync(this SignInFactory factory, int operatorId, int campaignId, Action<Declaration>? more = null) =>
        factory.DatabaseAsync(async database =>
        {
            var now = factory.Clock.GetUtcNow();
            var body = await database.Operators.SingleAsync(o => o.Id == operatorId);
            var campaign = await database.Campaigns.SingleAsync(c => c.Id == campaignId);
            var form = OpcoForm.Value;
            var version = await database.FormVersions.SingleOrDefaultAsync(f => f.OperatorType == body.Type && f.Exercise == campaign.Exercise);
            if (version is null)
            {
                version = new FormVersion(campaign.Kind, body.Type, campaign.Exercise, 1, form.Header.Title, form.Header.CanonicalJson, form.Header.Sha256, now);
                database.FormVersions.Add(version);
                await database.SaveChangesAsync();
            }

            var actor = new Actor(Guid.CreateVersion7(), "Camille Fictive", "camille@exemple.invalid", []);
            var inputs = DemoStatements.Build(form, "AKTO", 2025, CellValues.Empty);
            var declaration = new Declaration(body.Id, campaign.Id, version.Id, now);
            declaration.SaveCells(new CellSave(inputs.ToDictionary(v => v.Key, v => v.Value), 0, new HashSet<CellCode>()), actor, now);
            var calculation = FormCalculator.Calculate(form, inputs, CellValues.Empty);
            var findings = FormChecker.Check(form, calculation, CellValues.Empty);
            foreach (var finding in findings.Where(f => f.Severity == Severity.ToExplain))
            {
                declaration.Explain(finding, "Explication fictive d’essai, lue par l’agent.", actor, now);
            }

            more?.Invoke(declaration);
            declaration.Submit(now);
            var submission = SubmissionSnapshot.Build(new SubmissionContent(
                declaration, body, campaign, form.Header, calculation.Values, findings,
                new SignedBy(actor.UserId, actor.DisplayName, "Présidente"), 1, now));
            database.Declarations.Add(declaration);
            database.Submissions.Add(submission);
            await database.SaveChangesAsync();
            return submission;
        });

    public static Task<List<AuditEntry>> JournalAsync(this SignInFactory factory, string action) =>
        factory.DatabaseAsync(database => database.Set<AuditEntry>().Where(e => e.Action == action).OrderBy(e => e.Id).ToListAsync());

    private static FormDefinition ReadForm() =>
        FormReader.Read(FormFiles.FromFolder(Path.Combine(Root, "src/Soffi.Web/Forms")), "2025/OPCO").Definition!;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Soffi.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
