using System.Text;
using System.Text.Encodings.Web;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>« Ce que contient chaque ligne »: what a table, its columns and its lines hold, with units, legal bases and what may be made public.</summary>
internal static class DefinitionsHtml
{
    /// <summary>It depends on the form alone.</summary>
    public static string Of(FormTable table, HtmlEncoder encoder)
    {
        var html = new StringBuilder("<details class=\"soffi-definitions fr-mb-4w\"><summary>Ce que contient chaque ligne – ").Append(encoder.Encode(table.Title)).Append("</summary>");
        if (table.Definition.Length > 0)
        {
            html.Append("<p class=\"soffi-prose fr-mt-2w fr-mb-1w\">").Append(encoder.Encode(table.Definition)).Append("</p>");
        }

        html.Append("<dl class=\"soffi-facts fr-mt-2w\">");
        foreach (var column in table.Columns.Where(c => c.Definition.Length > 0))
        {
            html.Append("<dt>Colonne ").Append(encoder.Encode(column.Label)).Append("</dt><dd>").Append(encoder.Encode(column.Definition)).Append("</dd>");
        }

        var lines = table.Cells.ToLookup(c => c.Code.Row);
        foreach (var row in table.Rows)
        {
            html.Append("<dt>").Append(encoder.Encode($"{row.Code} {row.Label}")).Append("</dt><dd>").Append(encoder.Encode(row.Definition))
                .Append(" <span class=\"soffi-beside\">").Append(encoder.Encode(Facts([.. lines[row.Code]]))).Append("</span></dd>");
        }

        return html.Append("</dl></details>").ToString();
    }

    /// <summary>« Unité : contrats. Publiable. Fondement : L. 6332-23 du code du travail. »</summary>
    private static string Facts(IReadOnlyList<FormCell> cells)
    {
        var units = string.Join(", ", cells.Select(c => c.Unit).Where(u => u.Length > 0).Distinct());
        var published = cells.All(c => c.Publishable) ? "Publiable." : cells.Any(c => c.Publishable) ? "Publiable en partie." : "Non publiable.";
        var bases = string.Join(" ; ", cells.Select(c => c.LegalBasis).Where(b => b.Length > 0).Distinct());
        return $"{(units.Length > 0 ? $"Unité\u00a0: {units}. " : "")}{published}{(bases.Length > 0 ? $" Fondement\u00a0: {bases}." : "")}";
    }
}
