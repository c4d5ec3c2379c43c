using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Publications;

/// <summary>
/// The publishable figures of an exercise as open data, after the rules of data.gouv.fr: one line a cell answered, comma, UTF-8, point
/// as decimal sign, ISO 8601; its columns stand here once, for the file and for its TableSchema.
/// </summary>
public sealed class OpenData(PublicationQueries queries, FormCatalog catalog, IOptions<DemonstrationOptions> demonstration)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Line(PublishedStatement Statement, Cadre Cadre, FormTable Table, FormCell Cell, CellValue Value, bool Revised, bool Fictitious);

    /// <param name="Type">Word of TableSchema.</param>
    private sealed record Column(string Name, string Type, string Description, Func<Line, string> Of, bool Required = true);

    private static readonly Column[] Columns =
    [
        new("exercice", "integer", "Année civile sur laquelle porte l’état.", l => l.Statement.Exercise.ToString(CultureInfo.InvariantCulture)),
        new("etat", "string", "Nature de l’état : ESF ou CSA.", l => l.Statement.Kind.ToString().ToUpperInvariant()),
        new("operateur_type", "string", "Famille de l’opérateur : OPCO, ATPRO ou FAF.", l => CampaignWords.Family(l.Statement.Type)),
        new("operateur_code", "string", "Code de l’opérateur dans Soffi.", l => l.Statement.OperatorCode),
        new("operateur_nom", "string", "Dénomination de l’opérateur.", l => l.Statement.OperatorName),
        new("operateur_siren", "string", "Numéro SIREN de l’opérateur, neuf chiffres.", l => l.Statement.OperatorSiren),
        new("depot_numero", "integer", "Rang du dépôt publié : 1 pour le premier, puis les rectifications.", l => l.Statement.Standing.Version.Number.ToString(CultureInfo.InvariantCulture)),
        new("publie_le", "datetime", "Instant de la publication (UTC).", l => l.Statement.Standing.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        new("cadre", "string", "Code du cadre du formulaire.", l => l.Cadre.Code),
        new("tableau", "string", "Intitulé du tableau.", l => l.Table.Title),
        new("cellule", "string", "Code permanent de la cellule : tableau, ligne, colonne.", l => l.Cell.Code.ToString()),
        new("ligne", "string", "Intitulé de la ligne.", l => l.Cell.RowLabel),
        new("colonne", "string", "Intitulé de la colonne.", l => l.Cell.ColumnLabel, Required: false),
        new("unite", "string", "Unité du chiffre.", l => l.Cell.Unit, Required: false),
        new("valeur", "number", "Le chiffre, décimales après un point ; vide quand la réponse est « sans objet ».", l => l.Value.IsNumber ? l.Value.Number.ToString("0.####", CultureInfo.InvariantCulture) : "", Required: false),
        new("sans_objet", "boolean", "Vrai quand l’opérateur a répondu « sans objet ». Une cellule sans réponse n’a pas de ligne.", l => l.Value.IsNumber ? "false" : "true"),
        new("revise", "boolean", "Vrai quand le chiffre n’est pas celui de la publication précédente du même état.", l => l.Revised ? "true" : "false"),
        new("fictif", "boolean", "Vrai quand le fichier vient d’une démonstration de Soffi : le chiffre est inventé, ne le réutilisez pas.", l => l.Fictitious ? "true" : "false"),
    ];

    /// <summary>« soffi-esf-2025-donnees-publiables.csv »; « …-fictives.csv » in a demonstration.</summary>
    public string FileName(PublishedStatement one) => string.Create(
        CultureInfo.InvariantCulture, $"soffi-{one.Kind.ToString().ToLowerInvariant()}-{one.Exercise}-donnees-publiables{(demonstration.Value.Enabled ? "-fictives" : "")}.csv");

    /// <summary>TableSchema, https://specs.frictionlessdata.io/table-schema.</summary>
    public static string Schema { get; } = new JsonObject
    {
        ["$schema"] = "https://frictionlessdata.io/schemas/table-schema.json",
        ["name"] = "soffi-donnees-publiables",
        ["title"] = "États statistiques et financiers des opérateurs de la formation professionnelle : données publiables",
        ["description"] = "Une ligne par cellule publiable renseignée des états publiés (article R. 6332-31 du code du travail). Producteur : délégation générale à l’emploi et à la formation professionnelle.",
        ["fields"] = new JsonArray([.. Columns.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name,
            ["type"] = c.Type,
            ["description"] = c.Description,
            ["constraints"] = new JsonObject { ["required"] = c.Required },
        })]),
        ["missingValues"] = new JsonArray(""),
        ["primaryKey"] = new JsonArray("exercice", "etat", "operateur_code", "cellule"),
    }.ToJsonString(Readable);

    /// <param name="published">Of one exercise.</param>
    public async Task<byte[]> Csv(IReadOnlyList<PublishedStatement> published, CancellationToken cancellation)
    {
        var values = await Values(published.Select(p => (p.FormVersionId, p.Standing.Version.SubmissionId)), cancellation);
        var former = await Values(published.Where(p => p.Revised).Select(p => (p.FormerFormVersionId!.Value, p.Standing.Revises!.SubmissionId)), cancellation);
        var text = new StringBuilder().AppendJoin(',', Columns.Select(c => c.Name)).Append("\r\n");
        foreach (var statement in published)
        {
            var form = await catalog.Definition(statement.FormVersionId, cancellation);
            var now = values.GetValueOrDefault(statement.Standing.Version.SubmissionId) ?? CellValues.Empty;
            var before = statement.Standing.Revises is { } version ? former.GetValueOrDefault(version.SubmissionId) ?? CellValues.Empty : null;
            foreach (var line in Lines(statement, form, now, before))
            {
                text.AppendJoin(',', Columns.Select(c => Quoted(c.Of(line)))).Append("\r\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private IEnumerable<Line> Lines(PublishedStatement statement, FormDefinition form, CellValues now, CellValues? before) =>
        from cadre in form.Cadres
        from table in cadre.Tables
        from cell in table.Cells
        where PublicCells.Allows(cell) && !now[cell.Code].IsBlank
        select new Line(statement, cadre, table, cell, now[cell.Code], before is not null && before[cell.Code] != now[cell.Code], demonstration.Value.Enabled);

    /// <summary>By submission; the cells asked for are those of the form of each.</summary>
    private async Task<Dictionary<Guid, CellValues>> Values(IEnumerable<(int Form, Guid Submission)> asked, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, CellValues>();
        foreach (var group in asked.GroupBy(a => a.Form, a => a.Submission))
        {
            var form = await catalog.Definition(group.Key, cancellation);
            foreach (var (submission, values) in await queries.Values([.. group], [.. PublicCells.Of(form).Select(c => c.Code)], cancellation))
            {
                found[submission] = values;
            }
        }

        return found;
    }

    /// <summary>RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe; figures stay as they are.</summary>
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
