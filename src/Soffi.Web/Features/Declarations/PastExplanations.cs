using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What was written last year of the same control on the same cells: offered beside the field, never put there by itself.</summary>
/// <param name="Exercise">That of last year.</param>
/// <param name="Reason">Code; null when it was written before reasons were coded.</param>
/// <param name="ReasonLabel">In the words sealed.</param>
/// <param name="Opinion">What the agents said of it then: a French sentence.</param>
public sealed record PastExplanation(int Exercise, string Text, string Author, string? Reason, string? ReasonLabel, string Opinion);

/// <summary>Finds the explanations sealed last year that answer the findings of this year.</summary>
public sealed class PastExplanations(SoffiDbContext context)
{
    /// <summary>By instance of this year's findings; those that nothing of last year answers are left out.</summary>
    public async Task<IReadOnlyDictionary<string, PastExplanation>> Of(Statement statement, CancellationToken cancellation)
    {
        var findings = statement.Readiness.ToExplain.Select(f => f.Finding).ToList();
        if (findings.Count == 0 || !statement.Access.CanEdit)
        {
            return new Dictionary<string, PastExplanation>();
        }

        var (body, kind, exercise) = (statement.Loaded.Operator.Id, statement.Loaded.Campaign.Kind, statement.Exercise - 1);
        var last = await (
            from submission in context.Submissions
            join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
            where submission.OperatorId == body && submission.IsLatest && campaign.Kind == kind && campaign.Exercise == exercise
            select new { submission.DeclarationId, submission.CanonicalJson }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (last is null)
        {
            return new Dictionary<string, PastExplanation>();
        }

        var sealedThen = SealedContent.FindingsOf(last.CanonicalJson).Where(f => f.Explanation is not null).ToList();
        var judged = await context.Set<Explanation>().AsNoTracking().Where(e => e.DeclarationId == last.DeclarationId).ToListAsync(cancellation);
        return findings
            .Select(f => (f.Instance, Past: Match(f, sealedThen, statement.Form.Mapping)))
            .Where(f => f.Past is not null)
            .ToDictionary(f => f.Instance, f => new PastExplanation(
                exercise, f.Past!.Explanation!, f.Past.Author ?? "", f.Past.Reason, f.Past.ReasonLabel,
                OpinionOf(judged.Find(e => e.Instance == f.Past.Instance && e.Text == f.Past.Explanation))));
    }

    /// <summary>The finding of the same control whose cells, in this year's codes, are those of this one; else one that shares some of them.</summary>
    public static SealedFinding? Match(Finding finding, IEnumerable<SealedFinding> past, FormMapping mapping)
    {
        var cells = finding.Cells.ToHashSet();
        return past.Where(p => p.Control == finding.ControlCode)
            .Select(p => (Past: p, Cells: p.Cells.Select(c => CellCode.TryParse(c, out var code) ? mapping.Now(code) : null).OfType<CellCode>().ToHashSet()))
            .Where(p => p.Cells.Overlaps(cells) || (cells.Count == 0 && p.Past.Cells.Count == 0))
            .OrderByDescending(p => p.Cells.SetEquals(cells)).ThenByDescending(p => p.Cells.Count(cells.Contains)).ThenByDescending(p => p.Past.Instance == finding.Instance)
            .Select(p => p.Past).FirstOrDefault();
    }

    private static string OpinionOf(Explanation? judged) => judged switch
    {
        { IsAccepted: true } => $"Acceptée par {judged.JudgedBy} (DGEFP), le {ParisTime.DayAndHour(judged.JudgedAt!.Value)}.",
        { IsAccepted: false } => $"Questionnée par {judged.JudgedBy} (DGEFP), le {ParisTime.DayAndHour(judged.JudgedAt!.Value)}\u00a0: «\u00a0{judged.Question}\u00a0»",
        _ => "La DGEFP n’a pas donné d’avis sur cette justification.",
    };
}
