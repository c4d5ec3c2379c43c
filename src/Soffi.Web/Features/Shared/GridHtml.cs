using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Soffi.Web.Features.Shared;

/// <summary>Writes the header and the rows of an entry grid: what the page adds to a <see cref="GridTemplate"/>.</summary>
public sealed class GridHtml(GridTemplate template, GridViewModel grid) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write(template.Head);
        writer.Write("<tbody>");
        foreach (var row in template.Rows)
        {
            writer.Write(row.Start);
            foreach (var cell in row.Cells)
            {
                if (cell.Cell is null)
                {
                    writer.Write("<td class=\"soffi-closed\"></td>");
                }
                else
                {
                    Write(writer, encoder, cell, grid.Cells[cell.Cell.Code]);
                }
            }

            writer.Write("</tr>");
        }

        writer.Write("</tbody>");
    }

    private void Write(TextWriter writer, HtmlEncoder encoder, GridCell cell, CellState state)
    {
        switch (state.Mode)
        {
            case CellMode.Input:
                writer.Write("<td>");
                WriteInput(writer, encoder, cell, state);
                break;
            case CellMode.Locked:
                WriteText(writer, encoder, cell, state, "soffi-locked");
                writer.Write("<span class=\"soffi-beside\">");
                encoder.Encode(writer, grid.LockNote);
                writer.Write("</span>");
                break;
            default:
                WriteText(writer, encoder, cell, state, state.Cell.IsInput ? "soffi-number" : "soffi-computed");
                break;
        }

        WriteBeside(writer, encoder, cell.Code, "-r", state.Note, "");
        WriteBeside(writer, encoder, cell.Code, "-n", state.Previous, $"{grid.PreviousYear}\u00a0: ");
        writer.Write("</td>");
    }

    private static void WriteInput(TextWriter writer, HtmlEncoder encoder, GridCell cell, CellState state)
    {
        writer.Write(cell.InputStart);
        if (state.Error is not null)
        {
            writer.Write(" aria-invalid=\"true\"");
        }

        WriteDescribedBy(writer, cell.Code, state);
        writer.Write(" value=\"");
        encoder.Encode(writer, state.Text);
        writer.Write("\">");
        if (state.Error is not null)
        {
            writer.Write("<p class=\"fr-error-text\" id=\"");
            writer.Write(cell.Code);
            writer.Write("-e\">");
            encoder.Encode(writer, state.Error);
            writer.Write("</p>");
        }
    }

    private static void WriteDescribedBy(TextWriter writer, string code, CellState state)
    {
        var before = " aria-describedby=\"";
        Write(state.Error, "-e");
        Write(state.Note, "-r");
        Write(state.Previous, "-n");
        if (before == " ")
        {
            writer.Write('"');
        }

        void Write(string? text, string suffix)
        {
            if (text is not null)
            {
                writer.Write(before);
                writer.Write(code);
                writer.Write(suffix);
                before = " ";
            }
        }
    }

    private static void WriteText(TextWriter writer, HtmlEncoder encoder, GridCell cell, CellState state, string cssClass)
    {
        writer.Write("<td class=\"");
        writer.Write(cssClass);
        writer.Write("\"><span id=\"");
        writer.Write(cell.Code);
        writer.Write("\" tabindex=\"-1\">");
        encoder.Encode(writer, state.Text);
        writer.Write("</span>");
    }

    private static void WriteBeside(TextWriter writer, HtmlEncoder encoder, string code, string suffix, string? text, string before)
    {
        if (text is null)
        {
            return;
        }

        writer.Write("<span class=\"soffi-beside\" id=\"");
        writer.Write(code);
        writer.Write(suffix);
        writer.Write("\">");
        writer.Write(before);
        encoder.Encode(writer, text);
        writer.Write("</span>");
    }
}
