using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// The parts of a grid that depend on the form alone, encoded once per form version: a page of 720 fields is then written
/// at three times the cost of an empty page instead of seven (and a thousand with model-bound tag helpers).
/// </summary>
public sealed class GridTemplate
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private GridTemplate(string head, IReadOnlyList<GridRow> rows, string definitions)
    {
        Head = head;
        Rows = rows;
        Definitions = new HtmlString(definitions);
    }

    /// <summary>The heading, of one or two lines.</summary>
    public string Head { get; }

    public IReadOnlyList<GridRow> Rows { get; }

    /// <summary>What each line holds, to be unfolded below the grid.</summary>
    public IHtmlContent Definitions { get; }

    public static GridTemplate Of(FormTable table)
    {
        return new GridTemplate(Heading(table), [.. table.Rows.Select(r => Row(table, r))], DefinitionsHtml.Of(table, Encoder));
    }

    /// <summary>One line of headings; two when columns come from crossed axes: the outer members above, the inner ones below.</summary>
    private static string Heading(FormTable table)
    {
        var isCrossed = table.Columns.Any(c => c.Group.Length > 0);
        var span = isCrossed ? " rowspan=\"2\"" : "";
        var first = new StringBuilder($"<thead><tr><th scope=\"col\"{span}>Ligne</th>");
        var second = new StringBuilder();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.Group.Length == 0)
            {
                first.Append("<th scope=\"col\"").Append(span).Append(" id=\"").Append(ColumnId(table, column.Code)).Append("\">")
                    .Append(Encoder.Encode(column.Label)).Append("</th>");
                continue;
            }

            if (i == 0 || table.Columns[i - 1].Group != column.Group)
            {
                var width = table.Columns.Skip(i).TakeWhile(c => c.Group == column.Group).Count();
                first.Append(CultureInfo.InvariantCulture, $"<th scope=\"colgroup\" colspan=\"{width}\">").Append(Encoder.Encode(column.Group)).Append("</th>");
            }

            // The whole label names the cell; the sighted reader has the group just above.
            second.Append("<th scope=\"col\" id=\"").Append(ColumnId(table, column.Code)).Append("\"><span class=\"fr-sr-only\">")
                .Append(Encoder.Encode(column.Group)).Append(", </span>").Append(Encoder.Encode(column.Short)).Append("</th>");
        }

        first.Append("</tr>");
        return (isCrossed ? first.Append("<tr>").Append(second).Append("</tr>") : first).Append("</thead>").ToString();
    }

    private static GridRow Row(FormTable table, FormRow row)
    {
        var start = $"<tr{(row.Emphasis ? " class=\"soffi-total\"" : "")}><th scope=\"row\"><span class=\"soffi-code\">{row.Code}</span> "
            + $"<span id=\"{RowId(table, row.Code)}\">{Encoder.Encode(row.Label)}</span></th>";
        return new GridRow(start, [.. table.Columns.Select(c => Cell(table, row, c))]);
    }

    private static GridCell Cell(FormTable table, FormRow row, FormColumn column)
    {
        if (table.At(row.Code, column.Code) is not { } cell)
        {
            return new GridCell(null, "", "");
        }

        var code = cell.Code.ToString();
        return new GridCell(
            cell,
            code,
            $"<input class=\"fr-input\"{FieldAttributes(cell.Type)} id=\"{code}\" name=\"{code}\" "
            + $"aria-labelledby=\"{RowId(table, row.Code)} {ColumnId(table, column.Code)}\"");
    }

    /// <summary>Never type="number": its wheel changes values, and it refuses figures as the French write them.</summary>
    public static string FieldAttributes(CellType type) => type switch
    {
        CellType.Text => " type=\"text\" autocomplete=\"off\" translate=\"no\"",
        CellType.Email => " type=\"text\" inputmode=\"email\" autocomplete=\"off\" translate=\"no\"",
        CellType.Siren or CellType.Siret or CellType.Date => " type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" translate=\"no\"",
        _ => " type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" translate=\"no\"",
    };

    private static string RowId(FormTable table, string row) => $"l-{table.Code}-{row}";

    private static string ColumnId(FormTable table, string column) => $"c-{table.Code}-{column}";
}

/// <param name="Start">Opening of the row with its header.</param>
public sealed record GridRow(string Start, IReadOnlyList<GridCell> Cells);

/// <param name="Cell">Null where the crossing is closed.</param>
/// <param name="InputStart">The field up to what changes from page to page.</param>
public sealed record GridCell(FormCell? Cell, string Code, string InputStart);

/// <summary>Templates of the forms met since the start: definitions are immutable, named by their hash.</summary>
public sealed class GridTemplates
{
    private readonly ConcurrentDictionary<(string Sha256, string Table), GridTemplate> _templates = new();

    public GridTemplate Of(FormDefinition form, FormTable table) =>
        _templates.GetOrAdd((form.Header.Sha256, table.Code), static (_, t) => GridTemplate.Of(t), table);
}
