using Microsoft.EntityFrameworkCore;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;

namespace Soffi.Data;

/// <summary>The bytes of the documents, written and read part by part. What a document is stands in <see cref="Document"/>.</summary>
public sealed class DocumentContents(SoffiDbContext context, TimeProvider clock)
{
    /// <summary>Bytes of a part.</summary>
    public const int PartBytes = 256 * 1024;

    /// <summary>
    /// Writes the bytes, from the start of the stream. To be called inside <see cref="SoffiDbContext.InTransaction{T}"/>,
    /// with the document that names them: bytes without a document would be found by nobody.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction, or changes still unsaved.</exception>
    public async Task<Guid> Add(Stream content, CancellationToken cancellation = default)
    {
        if (context.Database.CurrentTransaction is null || context.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("Write the bytes in the transaction of their document, before anything else.");
        }

        content.Position = 0;
        var now = clock.GetUtcNow();
        var row = new DocumentContent { Id = Guid.CreateVersion7(now), Size = (int)content.Length, CreatedAt = now };
        context.DocumentContents.Add(row);
        await context.SaveChangesAsync(cancellation);
        for (var number = 0; ; number++)
        {
            var bytes = new byte[Math.Min(PartBytes, content.Length - content.Position)];
            if (bytes.Length == 0)
            {
                break;
            }

            await content.ReadExactlyAsync(bytes, cancellation);
            context.DocumentParts.Add(new DocumentPart { ContentId = row.Id, Number = number, Bytes = bytes });
            await context.SaveChangesAsync(cancellation);
            context.ChangeTracker.Clear(); // One part in memory at a time.
        }

        context.ChangeTracker.Clear();
        return row.Id;
    }

    /// <summary>The bytes, read forward, once, a part at a time, while this context lives.</summary>
    public Stream Open(Guid contentId) => new DocumentStream(context, contentId);

    /// <summary>Removes bytes that no document names any more; the others stay.</summary>
    public async Task RemoveUnused(Guid contentId, CancellationToken cancellation = default)
    {
        if (!await context.Documents.AnyAsync(d => d.ContentId == contentId, cancellation))
        {
            await context.DocumentParts.Where(p => p.ContentId == contentId).ExecuteDeleteAsync(cancellation);
            await context.DocumentContents.Where(c => c.Id == contentId).ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>Statement and identifier of the documents nobody has analysed and nobody has submitted, oldest first.</summary>
    public async Task<IReadOnlyList<Document>> NotAnalysed(int most, CancellationToken cancellation = default) =>
        await context.Documents.AsNoTracking()
            .Where(d => (d.Verdict == ScanVerdict.Waiting || d.Verdict == ScanVerdict.NotScanned) && d.SealedAt == null)
            .OrderBy(d => d.AddedAt).ThenBy(d => d.Id).Take(most).ToListAsync(cancellation);
}
