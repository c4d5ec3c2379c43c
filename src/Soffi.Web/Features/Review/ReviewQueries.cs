using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>A submission with what it hangs on.</summary>
/// <param name="Host">The body that carries the operator as a section; null for a body of its own.</param>
/// <param name="FirstSubmittedAt">When the statement was first submitted: lateness is that of the first submission, not of a correction.</param>
public sealed record SubmittedStatement(
    Submission Submission, Operator Operator, Campaign Campaign, FormVersion Form, Operator? Host, DateTimeOffset FirstSubmittedAt);

/// <summary>Reads submitted statements, and who has not submitted, within what the person may read.</summary>
public sealed class ReviewQueries(SoffiDbContext database, CoverageQueries coverage, TimeProvider clock)
{
    public async Task<ReviewListViewModel> List(ReviewScope scope, ReviewFilter filter, Guid reader, CancellationToken cancellation)
    {
        var lines = await coverage.Of(scope, cancellation);
        var exercises = lines.Select(l => l.Campaign.Exercise).Distinct().ToList();
        var exercise = filter.Exercise is { } asked && exercises.Contains(asked) ? asked : exercises.Count > 0 ? exercises[0] : 0;
        var shown = lines.Where(l => l.Campaign.Exercise == exercise && (filter.Type is null || l.Type == filter.Type)).ToList();
        var operators = (await database.Operators.AsNoTracking().OrderBy(o => o.Type).ThenBy(o => o.Name).ToListAsync(cancellation))
            .Where(scope.Covers).ToList();
        var campaigns = shown.Select(l => l.Campaign.Id).Distinct().ToList();
        var declarations = await database.Declarations.AsNoTracking().Where(d => campaigns.Contains(d.CampaignId))
            .Select(d => new { d.Id, d.CampaignId, d.OperatorId, d.Status, d.AgentId, d.AgentName, d.CorrectedNumber }).ToListAsync(cancellation);
        var corrected = declarations.Where(d => d.CorrectedNumber is not null).Select(d => d.Id).ToList();
        var requests = await database.DeclarationReopenings.AsNoTracking().Include(r => r.Asks).Where(r => corrected.Contains(r.DeclarationId)).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var submissions = await database.Submissions.AsNoTracking().Where(s => s.IsLatest && campaigns.Contains(s.CampaignId))
            .Select(s => new { s.Id, s.CampaignId, s.OperatorId, s.ReceiptNumber, s.SubmittedAt, s.SignatoryName }).ToListAsync(cancellation);
        var owing = (await database.CampaignObligations.AsNoTracking().Where(o => o.Owes && campaigns.Contains(o.CampaignId))
            .Select(o => new { o.CampaignId, o.OperatorId }).ToListAsync(cancellation)).ToHashSet();
        var first = await database.Submissions.AsNoTracking().Where(s => s.Number == 1 && campaigns.Contains(s.CampaignId))
            .ToDictionaryAsync(s => s.DeclarationId, s => s.SubmittedAt, cancellation);
        var rows =
            from line in shown
            from body in operators.Where(o => o.Type == line.Type)
            let sent = submissions.Find(s => s.CampaignId == line.Campaign.Id && s.OperatorId == body.Id)
            let declared = declarations.Find(d => d.CampaignId == line.Campaign.Id && d.OperatorId == body.Id)
            where sent is not null || owing.Contains(new { CampaignId = line.Campaign.Id, OperatorId = body.Id })
            let request = requests.Find(r => r.DeclarationId == declared?.Id && r.Number == declared?.CorrectedNumber)
            let late = line.Campaign.IsLate(body, declared is not null && first.TryGetValue(declared.Id, out var at) ? at : now)
            where filter.Keeps(sent is null ? null : declared?.Status, declared?.AgentId, late || request?.IsLate(now) == true, reader)
            select new ReviewRow(
                body.Name, body.Type, CampaignWords.Name(line.Campaign.Kind, line.Campaign.Exercise),
                sent?.Id, sent?.ReceiptNumber, sent?.SubmittedAt, sent?.SignatoryName,
                declared?.Status ?? DeclarationStatus.ToFill, late, declared?.AgentName, declared?.Id)
            {
                CorrectionDue = CorrectionWords.Due(request, now),
                CorrectionLate = request?.IsLate(now) == true,
                WideningAsks = request?.Asks.Count(a => a.IsPending) ?? 0,
            };
        return new ReviewListViewModel(filter with { Exercise = exercise }, exercises, shown, [.. rows]);
    }

    /// <summary>A document sealed with that submission; null when the submission is out of the person's scope or does not hold it.</summary>
    public async Task<(SubmittedStatement Statement, Document Document)?> Document(
        ReviewScope scope, Guid submissionId, Guid documentId, CancellationToken cancellation)
    {
        if (await Find(scope, submissionId, cancellation) is not { } statement
            || !SubmissionReading.Holds(statement.Submission, documentId))
        {
            return null;
        }

        var document = await database.Documents.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == documentId && d.DeclarationId == statement.Submission.DeclarationId, cancellation);
        return document is null ? null : (statement, document);
    }

    /// <summary>The submission of the same statement just before that one, with its cells; null for the first. Ask <see cref="Find"/> first.</summary>
    public Task<Submission?> Former(Guid id, CancellationToken cancellation) => (
        from submission in database.Submissions
        join former in database.Submissions.Include(s => s.Cells) on submission.DeclarationId equals former.DeclarationId
        where submission.Id == id && former.Number == submission.Number - 1
        select former).AsNoTracking().SingleOrDefaultAsync(cancellation);

    /// <summary>The submission, or null when it does not exist or is out of the person's scope: both are the same 404.</summary>
    public async Task<SubmittedStatement?> Find(ReviewScope scope, Guid id, CancellationToken cancellation)
    {
        var submission = await database.Submissions.AsNoTracking().Include(s => s.Cells).SingleOrDefaultAsync(s => s.Id == id, cancellation);
        if (submission is null)
        {
            return null;
        }

        var body = await database.Operators.AsNoTracking().SingleAsync(o => o.Id == submission.OperatorId, cancellation);
        if (!scope.Covers(body))
        {
            return null;
        }

        var campaign = await database.Campaigns.AsNoTracking().SingleAsync(c => c.Id == submission.CampaignId, cancellation);
        var form = await database.FormVersions.AsNoTracking().SingleAsync(f => f.Id == submission.FormVersionId, cancellation);
        var host = body.HostId is { } carrier ? await database.Operators.AsNoTracking().SingleAsync(o => o.Id == carrier, cancellation) : null;
        var first = await database.Submissions.Where(s => s.DeclarationId == submission.DeclarationId).OrderBy(s => s.Number)
            .Select(s => s.SubmittedAt).FirstAsync(cancellation);
        return new SubmittedStatement(submission, body, campaign, form, host, first);
    }
}
