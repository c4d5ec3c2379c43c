using System.Globalization;
using ClosedXML.Excel;

namespace Soffi.Web.Infrastructure.Excel;

/// <summary>
/// Typed cells. Numbers stay numbers, exact; texts stay texts: whatever they begin with, no spreadsheet takes them for a
/// formula, even when the cell is edited again or the sheet is saved under another format.
/// </summary>
public static class WorkbookCells
{
    /// <summary>Greatest length of a text in a cell, a limit of the format.</summary>
    public const int MaxText = 32_767;

    public static IXLCell WriteText(this IXLCell cell, string text)
    {
        var clean = new string([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t').Take(MaxText)]);
        cell.SetDataType(XLDataType.Text);
        cell.SetValue(clean);
        if (clean is ['=' or '+' or '-' or '@' or '\t' or '\n', ..])
        {
            cell.Style.IncludeQuotePrefix = true;
        }

        return cell;
    }

    /// <param name="value">Written with all its digits; the format alone rounds.</param>
    /// <param name="decimals">Decimals shown.</param>
    public static IXLCell WriteNumber(this IXLCell cell, decimal value, int decimals)
    {
        cell.SetValue(value);
        cell.Style.NumberFormat.Format = decimals == 0 ? "#,##0" : "#,##0." + new string('0', decimals);
        cell.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Right;
        return cell;
    }

    /// <summary>A day or an instant as a spreadsheet date, in the wall clock of the offset given.</summary>
    public static IXLCell WriteInstant(this IXLCell cell, DateTimeOffset instant)
    {
        cell.SetValue(instant.DateTime);
        cell.Style.DateFormat.Format = "dd/mm/yyyy hh:mm";
        cell.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Left;
        return cell;
    }

    /// <summary>
    /// Height of a row whose texts wrap, in points: not every program measures it by itself, and ours cannot (ADR 6). Counted on the
    /// length of the texts, a word of room left at the end of each line.
    /// </summary>
    /// <param name="texts">Each with the width of its column, in characters.</param>
    public static void FitHeight(this IXLRow row, IEnumerable<(string Text, double Width)> texts)
    {
        const double line = 15;
        const double mostHeight = 400;
        const double room = 0.9;
        var lines = texts.Select(t => t.Text.Split('\n').Sum(part => Math.Max(1, Math.Ceiling(part.Length / (t.Width * room))))).DefaultIfEmpty(1).Max();
        if (lines > 1)
        {
            row.Height = Math.Min(mostHeight, lines * line);
        }
    }

    /// <summary>« +01:00 » beside a date: a spreadsheet date has no zone.</summary>
    public static string OffsetOf(DateTimeOffset instant) => instant.ToString("zzz", CultureInfo.InvariantCulture);
}
