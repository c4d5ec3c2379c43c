using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// The same grid told line after line, for phones and screen readers: one fieldset by line, one labelled field by column. The
/// names and the identifiers are those of the table, so that the same form is saved.
/// </summary>
/// <param name="grid">The table and the state of its cells.</param>
/// <param name="detail">Address of the page of a cell.</param>
public sealed class LinearHtml(GridViewModel grid, Func<CellCode, string> detail) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var row in grid.Table.Rows)
        {
            var cells = grid.Table.Columns.Select(c => grid.Table.At(row.Code, c.Code)).OfType<FormCell>().ToList();
            if (cells.Count == 0)
            {
                continue;
            }

            var id = $"v-{grid.Table.Code}-{row.Code}";
            writer.Write($"<fieldset class=\"soffi-line\" id=\"{id}\" data-soffi-ligne><legend class=\"soffi-line__title\">"
                + $"<span class=\"soffi-code\">{row.Code}</span> {encoder.Encode(row.Label)}</legend>");
            foreach (var cell in cells)
            {
                Write(writer, encoder, cell, grid.Cells[cell.Code]);
            }

            writer.Write("</fieldset>");
        }
    }

    private void Write(TextWriter writer, HtmlEncoder encoder, FormCell cell, CellState state)
    {
        var code = cell.Code.ToString();
        var label = encoder.Encode(cell.ColumnLabel.Length > 0 ? cell.ColumnLabel : "Valeur");
        var unit = cell.Unit.Length > 0 ? $" ({encoder.Encode(cell.Unit)})" : "";
        writer.Write("<div class=\"soffi-line__cell\">");
        if (state.Mode == CellMode.Input)
        {
            writer.Write($"<label class=\"fr-label\" for=\"{code}\">{label}{unit}</label>"
                + $"<input class=\"fr-input\"{GridTemplate.FieldAttributes(cell.Type)} id=\"{code}\" name=\"{code}\" aria-describedby=\"{code}-m\""
                + $"{(state.Error is null ? "" : " aria-invalid=\"true\"")} value=\"{encoder.Encode(state.Text)}\">");
        }
        else
        {
            writer.Write($"<p class=\"fr-label\">{label}{unit}</p><p class=\"soffi-line__value\"><span id=\"{code}\" tabindex=\"-1\">{encoder.Encode(state.Text)}</span></p>");
        }

        writer.Write($"<div class=\"fr-messages-group\" id=\"{code}-m\">");
        Beside(writer, encoder, state.Error is null ? null : $"<p class=\"fr-error-text\" id=\"{code}-e\">", "", state.Error);
        Beside(writer, encoder, $"<p class=\"fr-message soffi-beside\" id=\"{code}-r\">", "", state.Note);
        Beside(writer, encoder, $"<p class=\"fr-message soffi-beside\" id=\"{code}-n\">", $"{grid.PreviousYear}\u00a0: ", state.Previous);
        Beside(writer, encoder, "<p class=\"fr-message soffi-beside\">", "", state.Mode == CellMode.Locked ? grid.LockNote : null);
        writer.Write($"</div><a class=\"fr-link fr-link--sm\" href=\"{encoder.Encode(detail(cell.Code))}\" aria-label=\"Détail de {encoder.Encode(cell.Label)}\">Détail</a></div>");
    }

    private static void Beside(TextWriter writer, HtmlEncoder encoder, string? start, string before, string? text)
    {
        if (text is not null)
        {
            writer.Write($"{start}{before}{encoder.Encode(text)}</p>");
        }
    }
}
