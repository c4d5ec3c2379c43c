using Microsoft.AspNetCore.ResponseCompression;

namespace Soffi.Web.Infrastructure.Pages;

/// <summary>
/// Gives a compressor what it compresses in large blocks: views write 16,384 letters at a time, each of which would be compressed
/// by itself and sent by itself, larger and dearer than the whole.
/// </summary>
internal sealed class WholeBlocks(ICompressionProvider provider) : ICompressionProvider
{
    /// <summary>Bytes.</summary>
    private const int Block = 64 * 1024;

    public string EncodingName => provider.EncodingName;

    public bool SupportsFlush => provider.SupportsFlush;

    /// <remarks>Disposed of, it ends the compressor below.</remarks>
    public Stream CreateStream(Stream outputStream) => new BufferedStream(provider.CreateStream(outputStream), Block);
}
