using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Soffi.Web.Features.Shared;

/// <summary>Writes a table of one column as the list of fields it is: label, what to write in it, field, message.</summary>
public sealed class FieldListHtml(GridViewModel grid) : IHtmlContent
{
    private const int LongText = 80;

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var row in grid.Table.Rows)
        {
            if (grid.Table.At(row.Code, grid.Table.Columns[0].Code) is not { } cell)
            {
                continue;
            }

            var state = grid.Cells[cell.Code];
            var field = state.Mode == CellMode.Input;
            var optional = field && !cell.Required ? " (optionnel)" : "";
            var said = cell.Unit.Length == 0 ? cell.Definition : $"{cell.Definition} Unité\u00a0: {cell.Unit}.".Trim();
            var hint = said.Length == 0 ? "" : $"<span class=\"fr-hint-text\">{encoder.Encode(said)}</span>";
            writer.Write($"<div class=\"fr-fieldset__element\"><div class=\"fr-input-group{(state.Error is null ? "" : " fr-input-group--error")}\">");
            writer.Write(field
                ? $"<label class=\"fr-label\" for=\"{cell.Code}\">{encoder.Encode(row.Label)}{optional} {hint}</label>"
                : $"<p class=\"fr-label\">{encoder.Encode(row.Label)} {hint}</p>");
            WriteValue(writer, encoder, state);
            writer.Write("</div></div>");
        }
    }

    private void WriteValue(TextWriter writer, HtmlEncoder encoder, CellState state)
    {
        var code = state.Cell.Code.ToString();
        if (state.Mode != CellMode.Input)
        {
            var note = state.Mode == CellMode.Locked ? $" <span class=\"soffi-beside\">{encoder.Encode(grid.LockNote)}</span>" : "";
            writer.Write($"<p class=\"fr-mb-0 fr-text--bold\" id=\"{code}\" tabindex=\"-1\">{encoder.Encode(state.Text)}{note}</p>");
        }
        else
        {
            var shared = $" id=\"{code}\" name=\"{code}\" aria-describedby=\"{code}-m\"{(state.Error is null ? "" : " aria-invalid=\"true\"")}";
            writer.Write(state.Text.Length > LongText || state.Text.Contains('\n', StringComparison.Ordinal)
                ? $"<textarea class=\"fr-input\" rows=\"2\" translate=\"no\"{shared}>\n{encoder.Encode(state.Text)}</textarea>"
                : $"<input class=\"fr-input\"{GridTemplate.FieldAttributes(state.Cell.Type)}{shared} value=\"{encoder.Encode(state.Text)}\">");
        }

        writer.Write($"<div class=\"fr-messages-group\" id=\"{code}-m\">");
        if (state.Error is not null)
        {
            writer.Write($"<p class=\"fr-message fr-message--error\" id=\"{code}-e\">{encoder.Encode(state.Error)}</p>");
        }

        if (state.Note is not null)
        {
            writer.Write($"<p class=\"fr-message soffi-beside\" id=\"{code}-r\">{encoder.Encode(state.Note)}</p>");
        }

        if (state.Previous is not null)
        {
            writer.Write($"<p class=\"fr-message soffi-beside\" id=\"{code}-n\">{grid.PreviousYear}\u00a0: {encoder.Encode(state.Previous)}</p>");
        }

        writer.Write("</div>");
    }
}
