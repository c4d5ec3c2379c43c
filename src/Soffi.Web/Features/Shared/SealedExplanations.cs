using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Shared;

/// <summary>What an agent said of an explanation.</summary>
public enum ExplanationOpinion
{
    /// <summary>There is no explanation.</summary>
    Unexplained,

    /// <summary>Nobody said anything yet.</summary>
    Unread,

    Accepted,

    /// <summary>Questioned, and not written again since.</summary>
    Questioned,
}

/// <summary>A finding « à justifier » of the latest submission of a statement.</summary>
public sealed record SealedExplanation(
    Guid SubmissionId, int FormVersionId, Operator Operator, StatementKind Kind, int Exercise, SealedFinding Finding, ExplanationOpinion Opinion)
{
    /// <summary>State of the statement.</summary>
    public DeclarationStatus Status { get; init; }

    /// <summary>Explained, without an opinion yet, in a statement that is being read.</summary>
    public bool AwaitsOpinion => Opinion == ExplanationOpinion.Unread && Status is (DeclarationStatus.Submitted or DeclarationStatus.UnderReview);

    /// <summary>Code of the reason; that of before the nomenclature when it has none; null without an explanation.</summary>
    public string? Reason => Finding.Explanation is null ? null : Finding.Reason ?? ExplanationReason.UnspecifiedCode;

    /// <summary>In the words sealed.</summary>
    public string? ReasonLabel => Finding.Explanation is null ? null : Finding.ReasonLabel ?? ExplanationReason.UnspecifiedLabel;
}

/// <summary>Reads the findings « à justifier » of the submissions that count, as they were sealed, with the opinion of the agents.</summary>
public sealed class SealedExplanations(SoffiDbContext database, SealedFindings findings)
{
    /// <summary>In the order of the operators, then of the exercises.</summary>
    /// <param name="type">Null for every family.</param>
    /// <param name="operators">Empty for all of them.</param>
    public async Task<IReadOnlyList<SealedExplanation>> Of(
        StatementKind kind, OperatorType? type, IReadOnlyCollection<int> exercises, IReadOnlyCollection<int> operators, CancellationToken cancellation)
    {
        var all = operators.Count == 0;
        var rows = await (
            from submission in database.Submissions
            join campaign in database.Campaigns on submission.CampaignId equals campaign.Id
            join declaration in database.Declarations on submission.DeclarationId equals declaration.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == kind && exercises.Contains(campaign.Exercise)
                && (type == null || body.Type == type) && (all || operators.Contains(body.Id))
            orderby body.Code, campaign.Exercise
            select new { submission.Id, submission.DeclarationId, submission.FormVersionId, submission.Sha256, Operator = body, campaign.Exercise, declaration.Status })
            .AsNoTracking().ToListAsync(cancellation);
        var declarations = rows.Select(r => r.DeclarationId).ToList();
        var judged = (await database.Set<Explanation>().AsNoTracking().Where(e => e.IsAccepted != null && declarations.Contains(e.DeclarationId))
            .Select(e => new { e.DeclarationId, e.Instance, e.Text, e.IsAccepted }).ToListAsync(cancellation))
            .ToDictionary(e => (e.DeclarationId, e.Instance));
        var found = await findings.Of(database, [.. rows.Select(r => (r.Id, r.Sha256))], cancellation);
        return
        [
            .. from row in rows
               from finding in found.GetValueOrDefault(row.Id) ?? []
               let opinion = judged.TryGetValue((row.DeclarationId, finding.Instance), out var said) && said.Text == finding.Explanation ? said.IsAccepted : null
               select new SealedExplanation(
                   row.Id, row.FormVersionId, row.Operator, kind, row.Exercise, finding,
                   finding.Explanation is null ? ExplanationOpinion.Unexplained
                   : opinion switch { true => ExplanationOpinion.Accepted, false => ExplanationOpinion.Questioned, null => ExplanationOpinion.Unread })
               { Status = row.Status },
        ];
    }
}
