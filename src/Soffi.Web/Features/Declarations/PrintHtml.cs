using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>Writes the header and the rows of a printed table: figures and nothing else, three thousand of them make one page.</summary>
/// <param name="values">Null to leave every cell empty.</param>
public sealed class PrintHtml(GridTemplate template, FormTable table, Calculation? values) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write(table.Columns is [{ Code: "VAL" }]
            ? "<thead><tr><th scope=\"col\">Ligne</th><th scope=\"col\">Réponse</th></tr></thead>"
            : template.Head);
        writer.Write("<tbody>");
        foreach (var row in template.Rows)
        {
            writer.Write(row.Start);
            foreach (var cell in row.Cells)
            {
                Write(writer, encoder, cell.Cell);
            }

            writer.Write("</tr>");
        }

        writer.Write("</tbody>");
    }

    private void Write(TextWriter writer, HtmlEncoder encoder, FormCell? cell)
    {
        if (cell is null)
        {
            writer.Write("<td class=\"soffi-closed\"></td>");
            return;
        }

        writer.Write(!cell.IsInput ? "<td class=\"soffi-computed\">" : CellTypes.IsNumeric(cell.Type) ? "<td>" : "<td class=\"soffi-print__text\">");
        if (values is not null)
        {
            encoder.Encode(writer, CellText.InGrid(cell, values));
        }

        writer.Write("</td>");
    }
}
