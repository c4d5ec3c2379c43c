using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Publications;

/// <summary>Statements of which every cell of the form has a value of its own, and an agent who decides through the pages.</summary>
public sealed class PublishedHouse : IAsyncLifetime, IDisposable
{
    /// <summary>Of a publishable cell, by its rank in the form: 1 000 000 001…; of another one: 7 000 000 001….</summary>
    private const decimal Public = 1_000_000_000, Secret = 7_000_000_000;

    public const string SecretText = "TEXTE-RESERVE-";

    public SignInFactory Factory { get; } = new();

    public FormDefinition Form { get; } = FormReader.Read(FormFiles.FromFolder(Path.Combine(House.Root, "src/Soffi.Web/Forms")), "2025/OPCO").Definition!;

    public int Campaign { get; private set; }

    public int Opco { get; private set; }

    public HttpClient Ines { get; private set; } = null!;

    public HttpClient Passer => Factory.CreateClient(new() { AllowAutoRedirect = false });

    public async Task InitializeAsync()
    {
        Factory.Settings["RateLimits:Uploads"] = "0";
        await Factory.PublishCguAsync();
        Opco = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        Campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, Opco);
        Ines = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Factory.Dispose();

    /// <summary>The value of that cell: its rank in the form makes it unlike any other.</summary>
    /// <param name="more">Added to each figure, so that another version differs.</param>
    public CellValue ValueOf(FormCell cell, int more = 0)
    {
        var rank = Form.Cells.TakeWhile(c => c.Code != cell.Code).Count() + 1;
        return CellTypes.IsNumeric(cell.Type)
            ? CellValue.Of((PublicCells.Allows(cell) ? Public : Secret) + rank + more)
            : CellValue.OfText(SecretText + rank.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Submitted, every cell filled.</summary>
    public async Task<Submission> Submitted(int body)
    {
        var submission = await Factory.SubmitAsync(body, Campaign);
        await Factory.DatabaseAsync(async d =>
        {
            await d.SubmissionCells.Where(c => c.SubmissionId == submission.Id).ExecuteDeleteAsync();
            d.SubmissionCells.AddRange(Form.Cells.Select(c => new SubmissionCell(submission.Id, c.Code, ValueOf(c))));
            return await d.SaveChangesAsync();
        });
        return submission;
    }

    /// <summary>The next version of a statement under correction, where every figure is one more, but the first publishable one.</summary>
    public Task<Submission> Corrected(Submission former) => Factory.DatabaseAsync(async d =>
    {
        Factory.Clock.Advance(TimeSpan.FromMinutes(2));
        var declaration = await d.Declarations.SingleAsync(x => x.Id == former.DeclarationId);
        (await d.Submissions.SingleAsync(s => s.Id == former.Id)).Supersede();
        declaration.Submit(Factory.Clock.GetUtcNow());
        var first = PublicCells.Of(Form)[0].Code;
        var next = new Submission(
            declaration, former.Number + 1, former.ReceiptNumber + "-2", new SignedBy(Guid.NewGuid(), "Camille Fictive", "Présidente"), former.CanonicalJson, former.Sha256,
            Form.Cells.Select(c => KeyValuePair.Create(c.Code, ValueOf(c, c.Code == first ? 0 : 1_000_000))), Factory.Clock.GetUtcNow());
        d.Submissions.Add(next);
        await d.SaveChangesAsync();
        return next;
    });

    public async Task<Submission> Validated(int body)
    {
        var submission = await Submitted(body);
        await Validate(submission);
        return submission;
    }

    public async Task Validate(Submission submission)
    {
        await Press($"/instruction/{submission.Id}", "form[action$=prise-en-charge]");
        await Press($"/instruction/{submission.Id}", "form[action$=validation]", ("Act", "valider"));
    }

    public async Task Publish(Submission submission)
    {
        Factory.Clock.Advance(TimeSpan.FromMinutes(1));
        await Press($"/instruction/{submission.Id}", "form[action$=publication]", ("Act", "publier"));
    }

    public Task Withdraw(Submission submission) => Press(
        $"/instruction/{submission.Id}", "form[action$=publication]:has(textarea)", ("Act", "retirer"), ("Text", "Chiffres à revoir avec l’opérateur."));

    public async Task Press(string path, string form, params (string Name, string Value)[] typed)
    {
        using var answer = await Ines.SendAsync(await Ines.PageAsync(path), form, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{form}: {answer.StatusCode}");
    }

    /// <summary>What the page or the file says, its digits joined.</summary>
    public static async Task<string> Digits(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync()).Replace("\u202f", "", StringComparison.Ordinal).Replace("&#x202F;", "", StringComparison.OrdinalIgnoreCase);
}
