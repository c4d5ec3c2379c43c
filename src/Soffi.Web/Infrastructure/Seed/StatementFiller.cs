using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.Seed.Growth;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>
/// Fills the statements of the demonstration as their people would: cells saved, findings explained, certified and submitted
/// through the domain, so that receipts, history and journal are those of real use.
/// </summary>
internal sealed class StatementFiller(
    SoffiDbContext context, DeclarationRepository repository, FormCatalog forms, DocumentContents contents, ExplanationReasons reasons, TimeProvider clock)
{
    private readonly FictitiousDocuments _documents = new(contents);

    /// <summary>How long ago, at least, the open campaign began.</summary>
    public const int DaysOfOpenCampaign = 40;

    /// <summary>Left in progress in the open campaign.</summary>
    private const string InProgress = "AKTO";

    /// <summary>Not begun in the open campaign.</summary>
    private const string NotBegun = "ATLAS";

    /// <summary>Associations and funds that already submitted in the open campaign; the others have it still to fill.</summary>
    private static readonly HashSet<string> Prompt = ["TPBRE", "TPHDF", "TPNAQ", "TPCOR", "FIFPL"];

    public async Task Fill(int openExercise, CancellationToken cancellation)
    {
        var waiting = await (
            from declaration in context.Declarations
            join body in context.Operators on declaration.OperatorId equals body.Id
            join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
            where declaration.Status == DeclarationStatus.ToFill
            orderby body.Code, campaign.Exercise
            select new { declaration.Id, OperatorId = body.Id, body.Code, campaign.Kind, campaign.Exercise }).AsNoTracking().ToListAsync(cancellation);
        foreach (var group in waiting.Where(w => IsInvented(w.Code, w.Exercise)).GroupBy(w => (w.Code, w.Kind)))
        {
            var previous = await repository.PreviousValues(group.First().OperatorId, group.First().Kind, group.First().Exercise, cancellation);
            foreach (var statement in group)
            {
                if (statement.Exercise == openExercise && (statement.Code == NotBegun || (GrownStatements.IsKnown(statement.Code) && !Prompt.Contains(statement.Code))))
                {
                    continue;
                }

                var submits = statement.Exercise != openExercise || statement.Code != InProgress;
                var at = InstantOf(statement.Code, statement.Exercise, openExercise);
                previous = await Fill(statement.Id, statement.Code, submits, previous, at, cancellation);
            }
        }
    }

    /// <returns>The values of the statement, computed cells included: last year's of the next one.</returns>
    private async Task<CellValues> Fill(
        Guid id, string code, bool submits, CellValues previous, DateTimeOffset at, CancellationToken cancellation)
    {
        var formId = await context.Declarations.Where(d => d.Id == id).Select(d => d.FormVersionId).SingleAsync(cancellation);
        var form = await forms.Definition(formId, cancellation);
        var author = Person(code, "saisie", "Claude Fictif");
        var values = Invent(form, code, submits, previous);
        var standing = new StatementContext
        {
            Previous = form.Mapping.Translate(previous),
            OperatorCode = code,
            RegionCode = DemoOperators.All.First(o => o.Code == code).RegionCode,
        };
        var calculation = FormCalculator.Calculate(form, values, standing);
        await _documents.Store(await AskedOf(id, cancellation), cancellation);
        await repository.Change(
            id, 0,
            (loaded, trail) =>
            {
                var typed = values.Where(v => !calculation.Locked.Contains(v.Key)).ToDictionary();
                var outcome = loaded.Declaration.SaveCells(new CellSave(typed, 0, new HashSet<CellCode>()), author, at);
                trail.Add(Entry(at, author, AuditAction.CellsSaved, loaded, new { cellules = outcome.Saved.Count, revision = loaded.Declaration.Revision }));
                _documents.Join(loaded, trail, calculation.Values, author, at.AddMinutes(20));
                if (submits)
                {
                    var documents = DocumentControls.Check(loaded.Checklist(calculation.Values, acceptsUnscanned: true));
                    Submit(loaded, trail, form, calculation, [.. FormChecker.Check(form, calculation, standing), .. documents], at);
                }

                return true;
            },
            cancellation);
        context.ChangeTracker.Clear(); // Thousands of cells: the next statement has no use for them.
        return calculation.Values;
    }

    private async Task<IReadOnlyList<CampaignDocument>> AskedOf(Guid id, CancellationToken cancellation) => await (
        from declaration in context.Declarations
        join body in context.Operators on declaration.OperatorId equals body.Id
        from asked in context.CampaignDocuments
        where declaration.Id == id && asked.CampaignId == declaration.CampaignId && asked.OperatorType == body.Type
        select asked).AsNoTracking().ToListAsync(cancellation);

    private static bool IsInvented(string code, int exercise) => DemoOpco.All.Any(o => o.Code == code) || GrownStatements.Exists(code, exercise);

    private static CellValues Invent(FormDefinition form, string code, bool whole, CellValues previous)
    {
        if (form.Header.Kind == StatementKind.Csa)
        {
            return CsaStatements.Build(form, code);
        }

        if (GrownStatements.IsKnown(code))
        {
            return GrownStatements.Build(form, code, previous);
        }

        return whole
            ? DemoStatements.Build(form, code, form.Header.Exercise, previous)
            : DemoStatements.Partial(form, code, form.Header.Exercise, previous);
    }

    private void Submit(
        LoadedDeclaration loaded, AuditTrail trail, FormDefinition form, Calculation calculation, IReadOnlyList<Finding> findings, DateTimeOffset at)
    {
        var declaration = loaded.Declaration;
        var author = Person(loaded.Operator.Code, "saisie", "Claude Fictif");
        foreach (var finding in findings.Where(f => f.Severity == Severity.ToExplain))
        {
            var explanation = GrownStatements.IsKnown(loaded.Operator.Code) ? GrownStatements.Explanation(finding.ControlCode) : DemoStatements.Explanation(finding.ControlCode);
            declaration.Explain(finding, explanation, author, at.AddMinutes(30), reason: reasons.Find(DemoStatements.Reason(finding.ControlCode)));
            trail.Add(Entry(at.AddMinutes(30), author, AuditAction.FindingExplained, loaded, new { controle = finding.Instance }));
        }

        var readiness = SubmissionReadiness.Of(declaration, findings);
        if (!readiness.IsReady)
        {
            throw new InvalidOperationException(
                $"Demonstration statement {loaded.Operator.Code} {form.Header.Exercise} cannot be submitted: "
                + string.Join(" ; ", readiness.Blocking.Select(f => f.Message)));
        }

        var signatory = Person(loaded.Operator.Code, "signature", "Camille Fictive");
        var signedAt = at.AddHours(1);
        declaration.Submit(signedAt);
        var submission = SubmissionSnapshot.Build(new SubmissionContent(
            declaration, loaded.Operator, loaded.Campaign, form.Header, calculation.Values, findings,
            new SignedBy(signatory.UserId, signatory.DisplayName, "Présidente"), 1, signedAt));
        repository.Add(submission);
        trail.Add(Entry(
            signedAt, signatory, AuditAction.DeclarationSubmitted, loaded,
            new { recepisse = submission.ReceiptNumber, numero = submission.Number, sha256 = submission.Sha256 }));
    }

    /// <summary>In May of the next year; for the open campaign, spread over its first weeks.</summary>
    private DateTimeOffset InstantOf(string code, int exercise, int openExercise)
    {
        var rank = GrownStatements.IsKnown(code) ? GrownStatements.RankOf(code) % 11 : DemoOpco.All.ToList().FindIndex(o => o.Code == code);
        return exercise == openExercise
            ? clock.GetUtcNow().AddDays(-DaysOfOpenCampaign + (3 * rank) + 1)
            : DemoCalendar.At(exercise + 1, 5, 12 + rank, 9 + (rank % 8), 5 * rank);
    }

    /// <summary>A fictitious person, the same at each seeding; holds no account and no access.</summary>
    private static Actor Person(string operatorCode, string part, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"demonstration/{operatorCode}/{part}"));
        return new Actor(new Guid(hash.AsSpan(0, 16)), $"{name} ({operatorCode})", "", []);
    }

    private static AuditEntry Entry(DateTimeOffset at, Actor actor, string action, LoadedDeclaration loaded, object details) => new(
        at, actor.UserId, actor.DisplayName, action, "declaration", loaded.Declaration.Id.ToString(), loaded.Operator.Id,
        JsonSerializer.Serialize(details));
}
