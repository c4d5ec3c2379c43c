using System.IO.Compression;
using System.Xml;

namespace Soffi.Domain.Workbooks;

/// <summary>A file claims, once opened, more than a workbook of Soffi can hold.</summary>
public sealed class SpreadsheetTooLargeException() : Exception("The spreadsheet opens into more than may be read.");

/// <summary>Opens the parts of a container without believing the sizes that it declares.</summary>
internal static class SpreadsheetParts
{
    /// <summary>Bytes read of one part, once inflated.</summary>
    public const long MaxPartBytes = 64L * 1024 * 1024;

    /// <summary>Cells that hold something, in all the sheets: twenty times the largest form.</summary>
    public const int MaxCells = 200_000;

    /// <summary>A reader that follows nothing out of the part: no document type, no entity, no address.</summary>
    public static XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(
        new BoundedStream(entry.Open(), MaxPartBytes),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });

    /// <summary>Text of the element; the reader ends on its end tag.</summary>
    public static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = "";
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                text = text.Length == 0 ? reader.Value : text + reader.Value;
            }
        }

        return text;
    }

    private sealed class BoundedStream(Stream inner, long most) : Stream
    {
        private long _left = most;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _left -= read;
            return _left < 0 ? throw new SpreadsheetTooLargeException() : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
