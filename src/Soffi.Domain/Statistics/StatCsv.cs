using System.Buffers;
using System.Globalization;
using System.Text;
using Soffi.Domain.Sheets;

namespace Soffi.Domain.Statistics;

/// <summary>
/// The long form as text. Numbers are numbers, with all their digits and nothing between thousands; a text that a spreadsheet
/// would run is written after an apostrophe.
/// </summary>
public sealed class StatCsv
{
    /// <summary>A sign, 29 digits, a point, and room left.</summary>
    private const int LongestNumber = 40;

    /// <summary>What a French Excel opens by a double click: UTF-8 with its mark, « ; », decimal commas, CRLF.</summary>
    public static StatCsv French { get; } = new(';', ",", "\r\n", mark: true);

    /// <summary>What programs read: UTF-8, « , », decimal points, LF.</summary>
    public static StatCsv Open { get; } = new(',', ".", "\n", mark: false);

    private readonly char _separator;
    private readonly string _line;
    private readonly bool _mark;
    private readonly NumberFormatInfo _numbers;
    private readonly SearchValues<char> _quoted;

    private StatCsv(char separator, string point, string line, bool mark)
    {
        (_separator, _line, _mark) = (separator, line, mark);
        _quoted = SearchValues.Create(['"', '\r', '\n', separator]);
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = point, NegativeSign = "-" };
    }

    public void Write(Stream stream, StatResult result)
    {
        var columns = StatLong.Columns(result);
        using var text = Writer(stream);
        WriteLine(text, this == French ? columns.Select(c => c.Label) : columns.Select(c => c.Code));
        foreach (var row in StatLong.Rows(result))
        {
            for (var i = 0; i < columns.Count; i++)
            {
                Write(text, columns[i], row, first: i == 0);
            }

            text.Write(_line);
        }
    }

    /// <summary>
    /// SDMX-CSV 2.0: the structure, the action, dimensions (« _T » for a total), the observation, its attributes. The concepts are
    /// those of the columns; OBS_STATUS and CONF_STATUS follow the common code lists, STATUT says the rest.
    /// </summary>
    public static void WriteSdmx(Stream stream, StatResult result)
    {
        var columns = StatLong.Columns(result).Where(c => c.Concept is not null).ToList();
        var ordered = columns.Where(c => c.IsKey).Concat(columns.Where(c => c.Concept == "OBS_VALUE")).ToList();
        var attributes = columns.Except(ordered).ToList();
        var structure = $"DGEFP:SOFFI_{Identifier(result.Table.Id)}(1.0)";
        using var text = Open.Writer(stream);
        Open.WriteLine(text, [
            "STRUCTURE", "STRUCTURE_ID", "ACTION", .. ordered.Select(c => c.Concept!), "OBS_STATUS", "CONF_STATUS", .. attributes.Select(c => c.Concept!)]);
        foreach (var row in StatLong.Rows(result))
        {
            Open.WriteLine(text, [
                "dataflow", structure, "I", .. ordered.Select(c => Total(c, Open.Field(c, row))), Observation(row), row.Cell.State == StatState.Secret ? "C" : "F",
                .. attributes.Select(c => Open.Field(c, row))]);
        }
    }

    private StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(_mark), bufferSize: 1 << 16, leaveOpen: true) { NewLine = _line };

    private void WriteLine(TextWriter text, IEnumerable<string> fields)
    {
        var first = true;
        foreach (var field in fields)
        {
            Write(text, field, first);
            first = false;
        }

        text.Write(_line);
    }

    private void Write(TextWriter text, StatLongColumn column, StatLongRow row, bool first)
    {
        if (column.Type != StatLongType.Number)
        {
            Write(text, CellText.Guarded(column.Text(row)), first);
            return;
        }

        if (!first)
        {
            text.Write(_separator);
        }

        if (column.Number(row) is { } number)
        {
            Span<char> digits = stackalloc char[LongestNumber];
            number.TryFormat(digits, out var written, default, _numbers);
            text.Write(CellText.Trimmed<char>(digits[..written], _numbers.NumberDecimalSeparator[0]));
        }
    }

    private void Write(TextWriter text, string field, bool first)
    {
        if (!first)
        {
            text.Write(_separator);
        }

        if (field.AsSpan().IndexOfAny(_quoted) < 0)
        {
            text.Write(field);
            return;
        }

        text.Write('"');
        text.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
        text.Write('"');
    }

    private string Field(StatLongColumn column, StatLongRow row)
    {
        if (column.Type != StatLongType.Number)
        {
            return CellText.Guarded(column.Text(row));
        }

        return column.Number(row)?.ToString("0.############################", _numbers) ?? "";
    }

    /// <summary>A measure may be called « TOTAL »: it stays what it is.</summary>
    private static string Total(StatLongColumn column, string field) => column.Code is not ("mesure" or "ligne") && field == StatRow.TotalKey ? "_T" : field;

    /// <summary>A normal, B break, P provisional, Q suppressed, M cannot exist, N not significant, O missing.</summary>
    private static string Observation(StatLongRow row) => row.Cell.State switch
    {
        StatState.Value => row.IsBroken ? "B" : row.Cell.Flags.HasFlag(StatFlags.Provisional) ? "P" : "A",
        StatState.Secret => "Q",
        StatState.NotApplicable => "M",
        StatState.NotMeaningful => "N",
        _ => "O",
    };

    private static string Identifier(string id) => string.Concat(id.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
