using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Shared;

/// <summary>A statement of which a version is public.</summary>
/// <param name="FormVersionId">Of the version published.</param>
/// <param name="FormerFormVersionId">Of the version published before; null when this one is the first.</param>
/// <param name="Correcting">A correction is under way, or not published yet.</param>
public sealed record PublishedStatement(
    Guid DeclarationId, string OperatorCode, string OperatorName, string OperatorSiren, OperatorType Type, StatementKind Kind, int Exercise,
    StandingPublication Standing, int FormVersionId, int? FormerFormVersionId, bool Correcting)
{
    public string Statement => CampaignWords.Name(Kind, Exercise);

    /// <summary>« 2025/esf ».</summary>
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Exercise}/{Kind.ToString().ToLowerInvariant()}");

    public bool Revised => Standing.Revises is not null;
}

/// <summary>
/// Reads what is public: which versions, and of those the publishable cells. The others never come out of the database: they are not
/// asked for, nor is any text.
/// </summary>
public sealed class PublicationQueries(SoffiDbContext database)
{
    private sealed record Head(Guid Id, Guid DeclarationId, int Number, string ReceiptNumber, DateTimeOffset SubmittedAt, int FormVersionId);

    /// <summary>Every statement of which a version is public, the latest exercise first, then by family and name.</summary>
    public Task<IReadOnlyList<PublishedStatement>> All(CancellationToken cancellation) => Read(null, cancellation);

    /// <summary>What is public of that statement; null for nothing.</summary>
    public async Task<PublishedStatement?> Of(Guid declarationId, CancellationToken cancellation) =>
        (await Read(declarationId, cancellation)) is [var only] ? only : null;

    /// <summary>The values of those cells in each of those submissions: numbers and « sans objet » only, no text.</summary>
    /// <param name="codes">The publishable cells of their form (<see cref="PublicCells"/>).</param>
    public async Task<IReadOnlyDictionary<Guid, CellValues>> Values(
        IReadOnlyCollection<Guid> submissions, IReadOnlyCollection<CellCode> codes, CancellationToken cancellation)
    {
        var keys = codes.Select(c => c.ToString()).ToList();
        var rows = await database.SubmissionCells.AsNoTracking()
            .Where(c => submissions.Contains(c.SubmissionId) && (c.Kind == CellKind.Number || c.Kind == CellKind.NotApplicable)
                && EF.Parameter(keys).Contains(c.Table + "." + c.Row + "." + c.Column))
            .Select(c => new { c.SubmissionId, c.Table, c.Row, c.Column, c.Number }).ToListAsync(cancellation);
        return rows.GroupBy(r => r.SubmissionId).ToDictionary(
            g => g.Key,
            g => new CellValues(g.Select(r => KeyValuePair.Create(
                new CellCode(r.Table, r.Row, r.Column), r.Number is { } number ? CellValue.Of(CellScale.FromStored(number)) : CellValue.NotApplicable))));
    }

    private async Task<IReadOnlyList<PublishedStatement>> Read(Guid? declarationId, CancellationToken cancellation)
    {
        var decisions = await database.ReviewDecisions.AsNoTracking()
            .Where(d => (d.Act == DeclarationAct.Publish || d.Act == DeclarationAct.WithdrawPublication) && (declarationId == null || d.DeclarationId == declarationId))
            .ToListAsync(cancellation);
        var ids = decisions.Select(d => d.DeclarationId).Distinct().ToList();
        var versions = (await database.Submissions.AsNoTracking().Where(s => ids.Contains(s.DeclarationId))
            .Select(s => new Head(s.Id, s.DeclarationId, s.Number, s.ReceiptNumber, s.SubmittedAt, s.FormVersionId)).ToListAsync(cancellation)).ToLookup(s => s.DeclarationId);
        var heads = await (
            from declaration in database.Declarations
            join campaign in database.Campaigns.IgnoreAutoIncludes() on declaration.CampaignId equals campaign.Id
            join body in database.Operators on declaration.OperatorId equals body.Id
            where ids.Contains(declaration.Id)
            select new { declaration.Id, declaration.Status, campaign.Kind, campaign.Exercise, body.Code, body.Name, body.Siren, body.Type }).AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. from head in heads
               let forms = versions[head.Id].ToDictionary(v => v.Id, v => v.FormVersionId)
               let standing = StandingPublication.Of(
                   decisions.Where(d => d.DeclarationId == head.Id),
                   [.. versions[head.Id].Select(v => new PublishableVersion(v.Id, v.Number, v.ReceiptNumber, v.SubmittedAt))])
               where standing is not null
               orderby head.Exercise descending, head.Kind, head.Type, head.Name
               select new PublishedStatement(
                   head.Id, head.Code, head.Name, head.Siren, head.Type, head.Kind, head.Exercise, standing, forms[standing.Version.SubmissionId],
                   standing.Revises is { } former ? forms[former.SubmissionId] : null, head.Status != DeclarationStatus.Published),
        ];
    }
}
