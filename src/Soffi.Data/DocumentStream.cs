using Microsoft.EntityFrameworkCore;

namespace Soffi.Data;

/// <summary>The parts of a document as one stream. Asynchronous only: each part is a query.</summary>
internal sealed class DocumentStream(SoffiDbContext context, Guid contentId) : Stream
{
    private ReadOnlyMemory<byte> _part;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_part.Length == 0 && !await NextPart(cancellationToken))
        {
            return 0;
        }

        var read = Math.Min(buffer.Length, _part.Length);
        _part[..read].CopyTo(buffer);
        _part = _part[read..];
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    private async Task<bool> NextPart(CancellationToken cancellation)
    {
        var number = _next++;
        var bytes = await context.DocumentParts.AsNoTracking().Where(p => p.ContentId == contentId && p.Number == number)
            .Select(p => p.Bytes).SingleOrDefaultAsync(cancellation);
        _part = bytes;
        return _part.Length > 0;
    }
}
