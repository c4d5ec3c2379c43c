using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms.Drafts;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Reads the published versions and the drafts.</summary>
public sealed class WorkshopQueries(SoffiDbContext database)
{
    /// <summary>The versions, the latest exercise first, then by family, the latest version first; their text is left where it is.</summary>
    public async Task<IReadOnlyList<PublishedVersion>> Versions(CancellationToken cancellation) => await database.FormVersions.AsNoTracking()
        .OrderByDescending(f => f.Exercise).ThenBy(f => f.Kind).ThenBy(f => f.OperatorType).ThenByDescending(f => f.Number)
        .Select(f => new PublishedVersion(f.Id, f.Kind, f.OperatorType, f.Exercise, f.Number, f.Title, f.Sha256, f.PublishedAt, f.CorrectionReason))
        .ToListAsync(cancellation);

    /// <summary>The open drafts with their files, the latest changed first.</summary>
    public async Task<IReadOnlyList<FormDraft>> Drafts(CancellationToken cancellation) => await database.FormDrafts.AsNoTracking().Include(d => d.Files)
        .Where(d => d.ClosedAt == null).OrderByDescending(d => d.UpdatedAt).ToListAsync(cancellation);

    /// <summary>The open draft of that version of that form; null when there is none.</summary>
    public Task<int?> Draft(StatementKind kind, OperatorType type, int exercise, int number, CancellationToken cancellation) => database.FormDrafts.AsNoTracking()
        .Where(d => d.Kind == kind && d.OperatorType == type && d.Exercise == exercise && d.Number == number && d.ClosedAt == null)
        .Select(d => (int?)d.Id).SingleOrDefaultAsync(cancellation);
}

/// <summary>A published version, without its text.</summary>
public sealed record PublishedVersion(
    int Id, StatementKind Kind, OperatorType Type, int Exercise, int Number, string Title, string Sha256, DateTimeOffset PublishedAt, string? CorrectionReason)
{
    public FormName Name => new(Kind, Type, Exercise);
}
