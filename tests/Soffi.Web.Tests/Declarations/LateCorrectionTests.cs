using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Last year's statement is corrected late: this year's is told, whether it is being filled in or was submitted.</summary>
[Collection(StatementCollection.Name)]
public sealed class LateCorrectionTests(StatementHost host)
{
    /// <summary>Somebody whom no other test of the host knows as an agent.</summary>
    private static readonly DemoAccount Reader = DemoAccounts.GestionnaireAcces;

    private const string Alert = "#rectification-anterieure";

    /// <summary>A closing balance of last year, which opens this one.</summary>
    private static readonly CellCode Closing = CellCode.Parse("B4.310.NET");

    [Fact]
    public async Task Statement_being_filled_in_takes_the_new_opening_and_is_told()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        var claire = await host.As(StatementHost.Claire);
        Assert.Null((await claire.PageAsync(given.Root)).QuerySelector(Alert));
        var (before, after) = await CorrectLastYear(given);

        var page = await claire.PageAsync(given.Root);

        Assert.Contains("ouverture de cet état est recalculée", page.TextOf(Alert), StringComparison.Ordinal);
        var cadre = Plain((await claire.PageAsync(given.Cadre("B4"))).TextOf("main"));
        Assert.Contains(Figure(after) + "Repris", cadre, StringComparison.Ordinal);
        Assert.DoesNotContain(Figure(before) + "Repris", cadre, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Submitted_statement_keeps_its_opening_and_is_told_what_differs_and_what_to_do()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        var submission = await Submit(given);
        var claire = await host.As(StatementHost.Claire);
        var ines = await Agent();
        Assert.Null((await claire.PageAsync(given.Root)).QuerySelector(Alert));
        Assert.Null((await ines.PageAsync($"/instruction/{submission.Id}")).QuerySelector(Alert));
        var (before, after) = await CorrectLastYear(given);

        var page = await claire.PageAsync(given.Root);

        Assert.Contains("La déclaration 2024 a été rectifiée depuis ce dépôt", page.TextOf(Alert), StringComparison.Ordinal);
        Assert.Contains("Demandez à la DGEFP", page.TextOf(Alert), StringComparison.Ordinal);
        Assert.Contains($"{Shown(before)} dans ce dépôt, {Shown(after)} après rectification", Plain(page.TextOf(Alert)), StringComparison.Ordinal);
        var cadre = Plain((await claire.PageAsync(given.Cadre("B4"))).TextOf("main"));
        Assert.Contains(Figure(before) + "Repris", cadre, StringComparison.Ordinal);
        var review = await ines.PageAsync($"/instruction/{submission.Id}");
        Assert.Contains("Rouvrez la déclaration", review.TextOf(Alert), StringComparison.Ordinal);
        Assert.Contains($"{Shown(before)} dans ce dépôt, {Shown(after)} après rectification", Plain(review.TextOf(Alert)), StringComparison.Ordinal);
    }

    /// <summary>Reopened, the statement takes the new opening; its signatory explains it and submits once more.</summary>
    [Fact]
    public async Task Reopened_statement_takes_the_new_opening_and_is_submitted_again()
    {
        var lastYear = FormCalculator.Calculate(host.Form, host.Whole(), CellValues.Empty).Values;
        var given = await host.Statement(DemoStatements.Build(host.Form, "AKTO", 2025, lastYear), previous: true);
        await Submit(given);
        var (_, after) = await CorrectLastYear(given);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(CorrectionRequest.Whole(1, "L’ouverture a changé."), new Actor(Guid.NewGuid(), "Inès", "i@exemple.invalid", []), host.Clock.GetUtcNow()));
        var marc = await host.As(StatementHost.Marc);
        Assert.Contains("ouverture de cet état est recalculée", (await marc.PageAsync(given.Root)).TextOf(Alert), StringComparison.Ordinal);
        Assert.Contains(Figure(after) + "Repris", Plain((await marc.PageAsync(given.Cadre("B4"))).TextOf("main")), StringComparison.Ordinal);

        var findings = await marc.PageAsync($"{given.Root}/controles");
        var explained = findings.Explained("La rectification est prise en compte.");
        Assert.NotEmpty(explained);
        (await marc.SendAsync(findings, "form[action$=controles]", explained)).Dispose();
        using var signed = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", ("fonction", "Directeur"), ("certifie", "true"), ("corrige", "true"));

        Assert.Equal(System.Net.HttpStatusCode.SeeOther, signed.StatusCode);
        Assert.Equal(2, await host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).MaxAsync(s => s.Number)));
        Assert.Null((await marc.PageAsync(given.Root)).QuerySelector(Alert));
    }

    private static string Shown(CellValue value) => Plain(CellFormatter.WithUnit(CellType.Amount, "€", value));

    /// <summary>As a locked cell shows it, its unit being that of the table.</summary>
    private static string Figure(CellValue value) => Shown(value).Replace(" €", "", StringComparison.Ordinal);

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private async Task<HttpClient> Agent()
    {
        await host.Database(async context =>
        {
            if (!await context.Grants.AnyAsync(g => g.Email == Reader.Email))
            {
                context.Add(new Grant(Reader.Email, Role.AgentDgefp, host.Clock.GetUtcNow()));
                await context.SaveChangesAsync();
            }

            return 0;
        });
        return await host.As(Reader);
    }

    private Task<Submission> Submit(GivenStatement given) => host.Database(async context =>
    {
        var now = host.Clock.GetUtcNow();
        var declaration = await context.Declarations.Include(d => d.Cells).SingleAsync(d => d.Id == given.Id);
        var body = await context.Operators.SingleAsync(o => o.Id == given.OperatorId);
        var campaign = await context.Campaigns.SingleAsync(c => c.Id == declaration.CampaignId);
        var lastYear = await LastYear(context, given);
        declaration.Submit(now);
        var submission = SubmissionSnapshot.Build(new SubmissionContent(
            declaration, body, campaign, host.Form.Header, FormCalculator.Calculate(host.Form, declaration.Values(), lastYear).Values, [],
            new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 1, now));
        context.Add(submission);
        await context.SaveChangesAsync();
        return submission;
    });

    private static async Task<CellValues> LastYear(Soffi.Data.SoffiDbContext context, GivenStatement given)
    {
        var id = await context.Submissions.Where(s => s.OperatorId == given.OperatorId && s.IsLatest).Select(s => s.Id).SingleAsync();
        var cells = await context.SubmissionCells.Where(c => c.SubmissionId == id).ToListAsync();
        return new CellValues(cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));
    }

    /// <summary>A second submission of last year's statement, a thousand euros more in one closing balance; the opening before and after.</summary>
    private async Task<(CellValue Before, CellValue After)> CorrectLastYear(GivenStatement given)
    {
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        return await host.Database(async context =>
        {
            var now = host.Clock.GetUtcNow();
            var former = await context.Submissions.Where(s => s.OperatorId == given.OperatorId && s.IsLatest)
                .Join(context.Campaigns.Where(c => c.Exercise == 2024), s => s.CampaignId, c => c.Id, (s, _) => s).SingleAsync();
            var declaration = await context.Declarations.Include(d => d.Cells).SingleAsync(d => d.Id == former.DeclarationId);
            var body = await context.Operators.SingleAsync(o => o.Id == given.OperatorId);
            var campaign = await context.Campaigns.SingleAsync(c => c.Id == declaration.CampaignId);
            var inputs = declaration.Values();
            var moved = inputs.With([KeyValuePair.Create(Closing, CellValue.Of(inputs[Closing].Number + 1000m))]);
            former.Supersede();
            context.Add(SubmissionSnapshot.Build(new SubmissionContent(
                declaration, body, campaign, host.Form.Header, FormCalculator.Calculate(host.Form, moved, CellValues.Empty).Values, [],
                new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 2, now)));
            await context.SaveChangesAsync();
            return (inputs[Closing], moved[Closing]);
        });
    }
}
