using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>A validated statement that may be published.</summary>
/// <param name="Revision">What the decision stands on.</param>
/// <param name="Public">What the public reads of it now; null for nothing.</param>
public sealed record PublishableRow(
    Guid SubmissionId, Guid DeclarationId, string OperatorName, OperatorType Type, string Statement, int Exercise, int Number, string ReceiptNumber, int Revision,
    int FormVersionId, PublishedStatement? Public)
{
    /// <summary>Value of its box: the submission, and the revision that was seen.</summary>
    public string Choice => $"{SubmissionId}:{Revision}";
}

/// <summary>What would be public of one of them.</summary>
/// <param name="Publishable">Cells of the form that may be public.</param>
/// <param name="Kept">Cells of the form that may not.</param>
/// <param name="Answered">Of the publishable ones, those with an answer.</param>
public sealed record PublicationPreview(PublishableRow Row, int Publishable, int Kept, int Answered);

/// <summary>Reads the validated statements, and counts what would be public of them. The figures that are not publishable are not read.</summary>
public sealed class PublishingQueries(SoffiDbContext database, FormCatalog catalog)
{
    /// <summary>By exercise, the latest first, then by family and name.</summary>
    public async Task<IReadOnlyList<PublishableRow>> Validated(CancellationToken cancellation)
    {
        var publications = new PublicationQueries(database);
        var rows = await (
            from declaration in database.Declarations
            join submission in database.Submissions on declaration.Id equals submission.DeclarationId
            join campaign in database.Campaigns.IgnoreAutoIncludes() on declaration.CampaignId equals campaign.Id
            join body in database.Operators on declaration.OperatorId equals body.Id
            where declaration.Status == DeclarationStatus.Validated && submission.IsLatest
            orderby campaign.Exercise descending, body.Type, body.Name
            select new
            {
                submission.Id,
                submission.DeclarationId,
                body.Name,
                body.Type,
                campaign.Kind,
                campaign.Exercise,
                submission.Number,
                submission.ReceiptNumber,
                declaration.Revision,
                submission.FormVersionId,
            }).AsNoTracking().ToListAsync(cancellation);
        var shown = rows.Count == 0 ? [] : (await publications.All(cancellation)).ToDictionary(p => p.DeclarationId);
        return
        [
            .. rows.Select(r => new PublishableRow(
                r.Id, r.DeclarationId, r.Name, r.Type, CampaignWords.Name(r.Kind, r.Exercise), r.Exercise, r.Number, r.ReceiptNumber, r.Revision, r.FormVersionId,
                shown.GetValueOrDefault(r.DeclarationId))),
        ];
    }

    /// <summary>What would be public of those submissions, among the validated ones.</summary>
    public async Task<IReadOnlyList<PublicationPreview>> Previews(IReadOnlyCollection<Guid> submissions, CancellationToken cancellation)
    {
        var previews = new List<PublicationPreview>();
        foreach (var row in (await Validated(cancellation)).Where(r => submissions.Contains(r.SubmissionId)))
        {
            var form = await catalog.Definition(row.FormVersionId, cancellation);
            var cells = PublicCells.Of(form);
            var values = await new PublicationQueries(database).Values([row.SubmissionId], [.. cells.Select(c => c.Code)], cancellation);
            previews.Add(new PublicationPreview(row, cells.Count, form.Cells.Count - cells.Count, values.GetValueOrDefault(row.SubmissionId)?.Count ?? 0));
        }

        return previews;
    }
}
