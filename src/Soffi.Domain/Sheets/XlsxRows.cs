using System.Buffers;
using System.Globalization;
using System.Text;

namespace Soffi.Domain.Sheets;

/// <summary>
/// The rows of a sheet, written as the bytes they are: a large export is nearly all of them, and a writer of any XML spends most of
/// its time on what these cells never have (namespaces, unknown elements).
/// </summary>
/// <param name="stream">Where the part is written; inside <c>sheetData</c>.</param>
internal sealed class XlsxRows(Stream stream, XlsxStyleSheet styles)
{
    /// <summary>Three bytes a character, six when all are to be escaped: the longest text of a cell fits.</summary>
    private const int Size = 1 << 18;

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly SearchValues<char> Escaped = SearchValues.Create("<>&\r");

    private readonly byte[] _bytes = new byte[Size];
    private int _length;
    private CellStyle _lastStyle;
    private int _lastIndex;

    /// <returns>How many rows there are.</returns>
    /// <exception cref="InvalidOperationException">More rows than a sheet holds: nothing is cut silently.</exception>
    public int Write(WrittenSheet sheet)
    {
        var row = 0;
        var columns = sheet.Widths.Select((_, i) => Encoding.ASCII.GetBytes(Workbooks.SheetAddress.ColumnName(i + 1))).ToList();
        foreach (var cells in sheet.Rows)
        {
            if (++row > WrittenWorkbook.MaxRows)
            {
                throw new InvalidOperationException($"« {sheet.Name} » holds more than {WrittenWorkbook.MaxRows} rows.");
            }

            Raw("<row r=\""u8);
            Number(row);
            Raw("\">"u8);
            for (var i = 0; i < cells.Count; i++)
            {
                Cell(cells[i], columns[i], row);
            }

            Raw("</row>"u8);
        }

        Flush();
        return row;
    }

    private void Cell(in WrittenCell cell, byte[] column, int row)
    {
        if (cell.Text is null && cell.Number is null && cell.Instant is null)
        {
            return;
        }

        Raw("<c r=\""u8);
        Raw(column);
        Number(row);
        if (StyleOf(cell.Style) is var style and > 0)
        {
            Raw("\" s=\""u8);
            Number(style);
        }

        if (cell.Text is { } text)
        {
            Raw(text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.Contains('\n', StringComparison.Ordinal))
                ? "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : "\" t=\"inlineStr\"><is><t>"u8);
            Text(text);
            Raw("</t></is></c>"u8);
            return;
        }

        Raw("\"><v>"u8);
        if (cell.Number is { } number)
        {
            Number(number);
        }
        else
        {
            Text((cell.Instant!.Value.DateTime - Epoch).TotalDays.ToString("R", CultureInfo.InvariantCulture));
        }

        Raw("</v></c>"u8);
    }

    /// <summary>Cells of one column have one style, most of them none.</summary>
    private int StyleOf(in CellStyle style)
    {
        if (style != _lastStyle)
        {
            (_lastStyle, _lastIndex) = (style, styles.IndexOf(style));
        }

        return _lastIndex;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Number(int number)
    {
        Room(16);
        number.TryFormat(_bytes.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>All its digits, without the zeros that say nothing after the point.</summary>
    private void Number(decimal number)
    {
        Span<byte> digits = stackalloc byte[40];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Raw(CellText.Trimmed<byte>(digits[..written], (byte)'.'));
    }

    private void Text(string text)
    {
        Room(text.Length * 6);
        for (var left = text.AsSpan(); ;)
        {
            var at = left.IndexOfAny(Escaped);
            _length += Encoding.UTF8.GetBytes(at < 0 ? left : left[..at], _bytes.AsSpan(_length));
            if (at < 0)
            {
                return;
            }

            Raw(left[at] switch { '<' => "&lt;"u8, '>' => "&gt;"u8, '&' => "&amp;"u8, _ => "&#xD;"u8 });
            left = left[(at + 1)..];
        }
    }

    private void Room(int bytes)
    {
        if (_length + bytes > Size)
        {
            Flush();
        }
    }

    private void Flush()
    {
        stream.Write(_bytes, 0, _length);
        _length = 0;
    }
}
