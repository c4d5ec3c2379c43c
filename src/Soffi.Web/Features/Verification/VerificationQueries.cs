using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Verification;

/// <summary>Finds submissions by what a person holds of them, without an account: never by anything that could be guessed.</summary>
public sealed class VerificationQueries(SoffiDbContext database)
{
    public Task<Submission?> ByNumber(string receiptNumber, CancellationToken cancellation) =>
        database.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.ReceiptNumber == receiptNumber, cancellation);

    /// <summary>The submission of that number of that statement, whatever its content.</summary>
    public Task<Submission?> ByStatement(Guid declaration, int number, CancellationToken cancellation) =>
        database.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.DeclarationId == declaration && s.Number == number, cancellation);

    /// <summary>The digests under which those runs of the journal were sealed, by the first line of each.</summary>
    public async Task<IReadOnlyDictionary<long, string>> Seals(IReadOnlyCollection<long> firstLines, CancellationToken cancellation) =>
        await database.AuditSegments.AsNoTracking().Where(s => firstLines.Contains(s.FirstEntryId))
            .ToDictionaryAsync(s => s.FirstEntryId, s => s.Digest, cancellation);
}
