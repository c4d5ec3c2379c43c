using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>One of the submissions of a statement.</summary>
public sealed record SubmissionVersion(Guid Id, int Number, string ReceiptNumber, DateTimeOffset SubmittedAt, bool IsLatest);

/// <summary>What the page says of the corrections of a statement.</summary>
/// <param name="Versions">All its submissions, the first one first.</param>
/// <param name="Decisions">Each time it was opened again.</param>
/// <param name="UnderCorrection">Opened again and not submitted since.</param>
/// <param name="MayAsk">The person may ask for corrections, and nothing is against it.</param>
/// <param name="Objection">What is against it, for a person who may; null otherwise.</param>
public sealed record CorrectionViewModel(
    IReadOnlyList<SubmissionVersion> Versions, IReadOnlyList<CorrectionAsked> Decisions, bool UnderCorrection, bool MayAsk,
    string? Objection)
{
    /// <summary>Until when the corrections are awaited, in words; null when none are.</summary>
    public string? Due { get; init; }

    /// <summary>Their day is past.</summary>
    public bool IsLate { get; init; }

    /// <summary>The person may open more, or move the end.</summary>
    public bool MayWiden { get; init; }

    /// <summary>Asks of the operator that nobody answered.</summary>
    public int PendingAsks { get; init; }

    /// <summary>Whether the person may withdraw a document.</summary>
    public bool MayWithdraw { get; init; }
}

/// <summary>Builds the page of a submission, with the corrections asked of it.</summary>
public sealed class SubmissionPages(SoffiDbContext database, StatementContexts contexts, DeliveryQueries deliveries, ReviewPanels panels, CurrentUser current, TimeProvider clock)
{
    public async Task<SubmissionViewModel> Of(SubmittedStatement statement, CancellationToken cancellation)
    {
        var correction = await Correction(statement, cancellation);
        return await Withdrawn(new SubmissionReading(statement).Overview(), statement, cancellation) with
        {
            Correction = correction,
            Deliveries = [.. (await deliveries.Of(statement.Submission.DeclarationId, cancellation)).Where(l => l.Delivery.SubmissionId == statement.Submission.Id)
                .Select(l => $"{l.Delivery.RecipientName}\u00a0: {l.Words(clock.GetUtcNow())}")],
            Panel = await panels.Of(statement.Submission.DeclarationId, statement.Submission.IsLatest, cancellation) with { CorrectionsTaken = correction.MayAsk },
            LateCorrection = statement.Submission.IsLatest
                ? await contexts.Late(
                    statement.Submission, statement.Campaign, new CellValues(statement.Submission.Cells.Select(c => KeyValuePair.Create(c.Code, c.Value))), cancellation)
                : null,
        };
    }

    /// <summary>The documents that an agent withdrew since are named and not offered.</summary>
    private async Task<SubmissionViewModel> Withdrawn(SubmissionViewModel page, SubmittedStatement statement, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var withdrawn = await database.Documents.AsNoTracking().Where(d => d.DeclarationId == id && d.WithdrawnAt != null).ToListAsync(cancellation);
        return withdrawn.Count == 0 ? page : page with
        {
            Documents =
            [
                .. page.Documents.Select(d => withdrawn.Find(w => d.Href.EndsWith(w.Id.ToString(), StringComparison.Ordinal)) is { } gone
                    ? d with { Withdrawn = $"Contenu retiré le {ParisTime.DayAndHour(gone.WithdrawnAt!.Value)} par {gone.WithdrawnBy}. Motif\u00a0: {gone.WithdrawalReason}" }
                    : d),
            ],
        };
    }

    private async Task<CorrectionViewModel> Correction(SubmittedStatement statement, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var declaration = await database.Declarations.AsNoTracking().AsSplitQuery().Include(d => d.Reopenings).ThenInclude(r => r.Parts)
            .Include(d => d.Reopenings).ThenInclude(r => r.Widenings).Include(d => d.Reopenings).ThenInclude(r => r.Asks).SingleAsync(d => d.Id == id, cancellation);
        var versions = await database.Submissions.AsNoTracking().Where(s => s.DeclarationId == id).OrderBy(s => s.Number)
            .Select(s => new SubmissionVersion(s.Id, s.Number, s.ReceiptNumber, s.SubmittedAt, s.IsLatest)).ToListAsync(cancellation);
        var objection = CorrectionRequests.Objection(statement.Submission, declaration.Status, statement.Campaign, clock.GetUtcNow());
        var form = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        var may = current.Actor.Has(Permission.ReopenDeclaration);
        return new CorrectionViewModel(
            versions, [.. declaration.Reopenings.OrderBy(r => r.At).Select(r => CorrectionAsked.Of(r, form, versions))], declaration.IsCorrecting, may && objection == CorrectionOutcome.Done,
            may && objection is CorrectionOutcome.Closed or CorrectionOutcome.Overtaken or CorrectionOutcome.Frozen ? CorrectionRequests.Words(objection) : null)
        {
            MayWithdraw = may,
            Due = CorrectionWords.Due(declaration.Correction, clock.GetUtcNow()),
            IsLate = declaration.IsCorrectionLate(clock.GetUtcNow()),
            MayWiden = may && declaration.IsCorrecting && statement.Submission.IsLatest,
            PendingAsks = declaration.Correction?.Asks.Count(a => a.IsPending) ?? 0,
        };
    }
}

/// <summary>A request of corrections in words.</summary>
/// <param name="Opened">What it opened: a sentence.</param>
/// <param name="Due">The day; null for no date.</param>
public sealed record CorrectionAsked(DateTimeOffset At, string ActorName, int Number, string Text, string Reasons, string Opened, string? Due)
{
    /// <summary>What was added to it since, a sentence each.</summary>
    public IReadOnlyList<string> Widenings { get; init; } = [];

    /// <summary>The corrected statement came after that day.</summary>
    public bool AnsweredLate { get; init; }

    /// <param name="versions">The submissions of the statement.</param>
    public static CorrectionAsked Of(DeclarationReopening asked, FormDefinition form, IReadOnlyList<SubmissionVersion> versions) => new(
        asked.At, asked.ActorName, asked.Number, asked.Reason, StatusWords.Of(asked.Reasons), Words(asked, form),
        asked.DueAt is { } due ? ParisTime.Day(due) : null)
    {
        AnsweredLate = versions.FirstOrDefault(v => v.Number == asked.Number + 1) is { } answer && asked.IsLate(answer.SubmittedAt),
        Widenings = [.. asked.Widenings.OrderBy(w => w.At).Select(w => Words(w)).Concat(asked.Asks.OrderBy(a => a.At).Select(a => Words(a)))],
    };

    private static string Words(CorrectionWidening w) =>
        $"{ParisTime.DayAndHour(w.At)}, {w.ActorName} a élargi la demande{(w.Opened.Length == 0 ? "" : $" à\u00a0: {w.Opened}")}{(w.DueAt is { } due ? $", jusqu’à la fin du {ParisTime.Day(due)}" : "")}\u00a0: «\u00a0{w.Reason}\u00a0»";

    private static string Words(WideningAsk a) =>
        $"{ParisTime.DayAndHour(a.At)}, {a.AuthorName} a demandé de rouvrir aussi {a.Words}\u00a0: «\u00a0{a.Reason}\u00a0» "
        + (a.IsPending ? "En attente de réponse." : $"{(a.IsAccepted == true ? "Accepté" : "Refusé")} par {a.DecidedBy} le {ParisTime.DayAndHour(a.DecidedAt!.Value)}\u00a0: «\u00a0{a.Answer}\u00a0»");

    private static string Words(DeclarationReopening asked, FormDefinition form)
    {
        if (asked.IsWhole)
        {
            return "Toute la déclaration est rouverte.";
        }

        var cadres = form.Cadres.Where(asked.OpensAll).ToList();
        var cells = asked.Parts.Where(p => p.Row is not null).Select(p => p.ToString()).ToList();
        var parts = cadres.Select(c => $"cadre {c.Code}").ToList();
        if (cells.Count > 0)
        {
            parts.Add($"{(cells.Count == 1 ? "cellule" : "cellules")} {string.Join(", ", cells)}");
        }

        parts.Add(asked.OpensDocuments ? "pièces et justifications" : "justifications");
        return $"Rouvert\u00a0: {string.Join("\u00a0; ", parts)}.";
    }
}
