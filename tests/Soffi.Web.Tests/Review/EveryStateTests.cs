using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>
/// Every status × act × role through the real pages: what the grids below say is allowed leads to the status they say and writes its
/// line of the journal; all the rest changes nothing. The grids are written by hand, never computed from the tables of the domain.
/// </summary>
public sealed partial class EveryStateTests : IDisposable
{
    // What is sent is public as well, so that taking a publication back may be tried in every status.
    // S: à saisir, E: en cours, O: sans objet (never submitted); D: déposée, I: en instruction, C: corrections demandées, V: validée, P: publiée.
    private const string Never = "SEO";
    private const string Sent = "DICVP";

    private static readonly Dictionary<char, DeclarationStatus> Statuses = new()
    {
        ['S'] = DeclarationStatus.ToFill,
        ['E'] = DeclarationStatus.InProgress,
        ['O'] = DeclarationStatus.Waived,
        ['D'] = DeclarationStatus.Submitted,
        ['I'] = DeclarationStatus.UnderReview,
        ['C'] = DeclarationStatus.CorrectionsRequested,
        ['V'] = DeclarationStatus.Validated,
        ['P'] = DeclarationStatus.Published,
    };

    private static readonly (Role Role, DemoAccount Account)[] People =
    [
        (Role.Declarant, DemoAccounts.DeclarantOpco), (Role.Signatory, DemoAccounts.SignataireOpco), (Role.AgentDgefp, DemoAccounts.AgentDgefp),
        (Role.AgentDreets, DemoAccounts.AgentDreets), (Role.AccessManager, DemoAccounts.GestionnaireAcces),
        (Role.Administrator, DemoAccounts.Administrateur), (Role.EntryAgent, DemoAccounts.DeclarantFaf),
    ];

    /// <summary>An act: for whom, from which status to which, and its line of the journal. A status left out refuses it.</summary>
    private sealed record Expected(DeclarationAct Act, Role[] Roles, string From, string To, string Action);

    private static readonly Role[] Typists = [Role.Declarant, Role.Signatory, Role.EntryAgent];
    private static readonly Role[] Agent = [Role.AgentDgefp];
    private static readonly Role[] Admin = [Role.Administrator];

    private static readonly Expected[] Grid =
    [
        new(DeclarationAct.ExplainFinding, Typists, "SEC", "EEC", "declaration.justification"),
        new(DeclarationAct.Submit, [Role.Signatory], "EC", "DD", "declaration.depot"),
        new(DeclarationAct.TakeCharge, Agent, "DIC", "IIC", "instruction.prise-en-charge"),
        new(DeclarationAct.RequestCorrections, Agent, "DIP", "CCC", "declaration.reouverture"),
        new(DeclarationAct.JudgeExplanation, Agent, "I", "I", "instruction.justification"),
        new(DeclarationAct.WaiveControl, Agent, "SEDIC", "SEDIC", "instruction.derogation"),
        new(DeclarationAct.Validate, Agent, "I", "V", "declaration.validation"),
        new(DeclarationAct.LiftValidation, Agent, "V", "I", "declaration.validation.levee"),
        new(DeclarationAct.Publish, Agent, "V", "P", "declaration.publication"),
        new(DeclarationAct.WithdrawPublication, Agent, "DICVP", "DICVV", "declaration.publication.retrait"),
        new(DeclarationAct.Waive, Admin, "SE", "OO", "declaration.sans-objet"),
        new(DeclarationAct.Reinstate, Admin, "O", "E", "declaration.due"),
        new(DeclarationAct.WidenCorrections, Agent, "C", "C", "declaration.reouverture.elargissement"),
        new(DeclarationAct.AskWidening, Typists, "C", "C", "declaration.elargissement.demande"),
        new(DeclarationAct.RefuseWidening, Agent, "C", "C", "declaration.elargissement.refus"),
        new(DeclarationAct.SaveCells, Typists, "SEC", "EEC", "declaration.saisie"),
        new(DeclarationAct.ChangeDocuments, Typists, "SEC", "EEC", "piece.ajout"),
        new(DeclarationAct.JudgeCadre, Typists, "SEC", "EEC", "declaration.cadre.sans-objet"),
        new(DeclarationAct.ChangeForm, Admin, "SEOC", "SEOC", "declaration.formulaire"),
    ];

    /// <summary>Code of a cadre that corrections leave sealed: what is widened, or asked to be.</summary>
    private const string Left = "B5";

    /// <summary>Code of a cadre without a value, emptied before it is judged: what is typed is not « sans objet ».</summary>
    private const string Emptied = "C9";

    private readonly SignInFactory _factory = new();
    private readonly Dictionary<Role, (HttpClient Browser, string Token)> _people = [];
    private readonly List<string> _faults = [];
    private int _campaign;
    private int _count;
    private (Guid Declaration, Guid? Submission, int Operator) _never;
    private (Guid Declaration, Guid? Submission, int Operator) _sent;
    private List<KeyValuePair<string, string>> _explanations = [];
    private FormDefinition _form = null!;
    private int? _draft;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Every_act_by_every_role_in_every_status_does_what_the_grid_says_and_nothing_else()
    {
        await SetUp();
        foreach (var expected in Grid)
        {
            if (expected.Act == DeclarationAct.JudgeCadre)
            {
                await Empty(_never.Declaration, _sent.Declaration);
            }

            foreach (var status in Never + Sent)
            {
                var target = Never.Contains(status, StringComparison.Ordinal) ? _never : _sent;
                if (PathOf(expected.Act, target) is null)
                {
                    continue; // The review of a statement never submitted has no page.
                }

                await Put(target, status);
                foreach (var (role, _) in People)
                {
                    await Try(expected, status, role, target);
                }
            }
        }

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private async Task Try(Expected expected, char status, Role role, (Guid Declaration, Guid? Submission, int Operator) target)
    {
        var before = await Standing(target.Declaration, expected.Action);
        var code = await Send(expected.Act, role, target, before.Revision);
        var after = await Standing(target.Declaration, expected.Action);
        var rank = expected.From.IndexOf(status, StringComparison.Ordinal);
        var allowed = rank >= 0 && expected.Roles.Contains(role);
        var wanted = allowed ? Statuses[expected.To[rank]] : Statuses[status];
        if (after.Status != wanted || after.Written - before.Written != (allowed ? 1 : 0) || code >= 500 || (!allowed && after.Revision != before.Revision))
        {
            _faults.Add($"{expected.Act} by {role} in {Statuses[status]}: {code}, {after.Status} instead of {wanted}, {after.Written - before.Written} line(s), revision {before.Revision} → {after.Revision}");
        }

        if (after.Revision != before.Revision || after.Status != Statuses[status])
        {
            await Put(target, status);
        }
    }

    private Task<(DeclarationStatus Status, int Revision, int Written)> Standing(Guid id, string action) => _factory.DatabaseAsync(async d =>
    {
        var row = await d.Declarations.Where(x => x.Id == id).Select(x => new { x.Status, x.Revision }).SingleAsync();
        var key = id.ToString();
        return (row.Status, row.Revision, await d.Set<AuditEntry>().CountAsync(e => e.Action == action && e.ObjectId == key && e.Result == AuditEntry.Success));
    });

    /// <summary>Puts the statement in that status, whatever was done to it.</summary>
    private Task<int> Put((Guid Declaration, Guid? Submission, int Operator) target, char status) => _factory.DatabaseAsync(async d =>
    {
        var (id, submission, body) = target;
        await d.OutgoingMessages.ExecuteDeleteAsync();
        var later = await d.Submissions.Where(s => s.DeclarationId == id && s.Id != submission).Select(s => s.Id).ToListAsync();
        await d.SubmissionCells.Where(c => later.Contains(c.SubmissionId)).ExecuteDeleteAsync();
        await d.StatSubmissions.Where(s => later.Contains(s.SubmissionId)).ExecuteDeleteAsync();
        await d.Submissions.Where(s => later.Contains(s.Id)).ExecuteDeleteAsync();
        await d.Submissions.Where(s => s.Id == submission).ExecuteUpdateAsync(s => s.SetProperty(x => x.IsLatest, true));
        var asked = await d.DeclarationReopenings.Where(r => r.DeclarationId == id).Select(r => r.Id).ToListAsync();
        await d.Set<ReopenedPart>().Where(p => asked.Contains(p.ReopeningId)).ExecuteDeleteAsync();
        await d.Set<CorrectionWidening>().Where(w => asked.Contains(w.ReopeningId)).ExecuteDeleteAsync();
        await d.Set<WideningAsk>().Where(a => asked.Contains(a.ReopeningId)).ExecuteDeleteAsync();
        await d.DeclarationReopenings.Where(r => asked.Contains(r.Id)).ExecuteDeleteAsync();
        await d.Set<CadreWithoutObject>().Where(c => c.DeclarationId == id).ExecuteDeleteAsync();
        await d.CampaignObligations.Where(o => o.OperatorId == body).ExecuteUpdateAsync(o => o.SetProperty(x => x.Owes, status != 'O'));
        var from = status == 'C' ? DeclarationStatus.Submitted : Statuses[status];
        await d.Declarations.Where(x => x.Id == id)
            .ExecuteUpdateAsync(x => x.SetProperty(s => s.Status, from).SetProperty(s => s.CorrectedNumber, (int?)null).SetProperty(s => s.Revision, s => s.Revision + 1));
        await d.ReviewDecisions.Where(x => x.DeclarationId == id).ExecuteDeleteAsync();
        if (submission is not null)
        {
            var published = await d.Declarations.SingleAsync(x => x.Id == id);
            typeof(Declaration).GetProperty(nameof(Declaration.Status))!.SetValue(published, DeclarationStatus.Validated);
            published.Decide(DeclarationAct.Publish, "", new Actor(Guid.NewGuid(), "Inès Rousseau", "", []), _factory.Clock.GetUtcNow());
            typeof(Declaration).GetProperty(nameof(Declaration.Status))!.SetValue(published, from);
        }

        if (status == 'C')
        {
            var declaration = await d.Declarations.SingleAsync(x => x.Id == id);
            var (ines, now) = (new Actor(Guid.NewGuid(), "Inès Rousseau", "", []), _factory.Clock.GetUtcNow());
            var parts = _form.Cadres.Where(c => c.Code != Left).SelectMany(c => c.Tables).Select(ReopenedPart.Of).ToList();
            declaration.RequestCorrections(new CorrectionRequest(1, CorrectionReasons.None, "Presque tout est à revoir.", null, parts, true), ines, now);
            declaration.AskWidening([ReopenedPart.Of(_form.FindCadre(Left)!.Cells.First(c => c.IsInput).Code)], false, "Cette cellule aussi.", ines, now);
        }

        return await d.SaveChangesAsync();
    });

    private async Task SetUp()
    {
        _factory.Settings["RateLimits:PerAccount"] = "0";
        _factory.Settings["RateLimits:Uploads"] = "0";
        await _factory.PublishCguAsync();
        var first = await _factory.OperatorAsync("JAMAIS", OperatorType.Opco, "84");
        var second = await _factory.OperatorAsync("DEPOSE", OperatorType.Opco, "84");
        _campaign = await _factory.CampaignAsync();
        foreach (var (role, account) in People)
        {
            foreach (var body in AccessRequest.NeedsOperator(role) ? [first, second] : new int?[] { null })
            {
                await _factory.GrantAsync(account, role, body, role == Role.AgentDreets ? "84" : null);
            }
        }

        foreach (var (role, account) in People)
        {
            var browser = await _factory.EnteredAsync(account);
            var page = await browser.PageAsync("/acces/demande");
            _people[role] = (browser, ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value);
        }

        await _factory.DatabaseAsync(async d =>
        {
            (await d.Campaigns.SingleAsync()).Add(new CampaignDocument(OperatorType.Opco, "CAC", "Attestation", "R. 6332-30", DocumentNeed.Optional, ["pdf"]));
            return await d.SaveChangesAsync();
        });
        var never = await _factory.SubmitAsync(first, _campaign);
        var sent = await _factory.SubmitAsync(second, _campaign);
        _never = (never.DeclarationId, null, first);
        _sent = (sent.DeclarationId, sent.Id, second);
        _form = FormReader.ReadCanonical(await _factory.DatabaseAsync(d => d.FormVersions.Select(f => f.DefinitionJson).SingleAsync()));
        await Put(_never, 'E');
        var findings = await _people[Role.Declarant].Browser.PageAsync($"/declarations/{_never.Declaration}/controles");
        _explanations = [.. Browsing.Fields((IHtmlFormElement)findings.QuerySelector("form[action$=controles]")!).Where(f => f.Key != "__RequestVerificationToken")];
        Assert.NotEmpty(_explanations);
    }
}
