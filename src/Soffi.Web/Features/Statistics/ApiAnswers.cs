using System.Globalization;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Which part of an answer is asked.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Lines of a page.</param>
public sealed record ApiPage(int Number, int Size)
{
    public const int Usual = 1_000;
    public const int Largest = 10_000;

    /// <returns>A French sentence when it cannot be read.</returns>
    public static string? Read(HttpRequest request, out ApiPage page)
    {
        var (number, size) = (Integer(request.Query["page"], 1), Integer(request.Query["taille"], Usual));
        page = new ApiPage(number ?? 1, size ?? Usual);
        return number is null or < 1 ? "Le numéro de page est un entier à partir de 1."
            : size is null or < 1 or > Largest ? $"La taille d’une page est un entier de 1 à {StatText.Number(Largest, 0)}."
            : null;
    }

    public IEnumerable<T> Of<T>(IEnumerable<T> all) => (long)(Number - 1) * Size > int.MaxValue ? [] : all.Skip((Number - 1) * Size).Take(Size);

    public long Pages(long lines) => Math.Max(1, (lines + Size - 1) / Size);

    private static int? Integer(string? text, int usual) => string.IsNullOrEmpty(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What the read interface answers: the columns are those of the files.</summary>
public static class ApiAnswers
{
    public static object Of(StatTable table) => new
    {
        code = table.Id,
        titre = table.Title,
        description = table.Description,
        @base = table.Basis,
        familles = table.Blocks.SelectMany(b => b.Query.Families).Distinct().Select(f => f.Code),
        adresse = $"/statistiques/api/v1/tableaux/{table.Id}",
    };

    public static object Of(string cadre, StatChoice choice) => new
    {
        mesure = choice.Term.ToString(),
        libelle = choice.Label,
        cadre,
        tableau = choice.Table,
        unite = choice.Unit,
        dimensions = choice.Dimensions,
    };

    public static object List(HttpRequest request, ApiPage page, long count, string name, IEnumerable<object> items) => new Dictionary<string, object>
    {
        [name] = items,
        ["page"] = Of(page, count),
        ["liens"] = Links(request, page, count),
    };

    public static object Of(HttpRequest request, ApiPage page, StatResult result, string sha256)
    {
        var columns = StatLong.Columns(result);
        var count = StatLong.Count(result);
        return new
        {
            tableau = new { code = result.Table.Id, titre = result.Table.Title, description = result.Table.Description, @base = result.Table.Basis, source = result.Source },
            question = StatAddress.Write(result.Query),
            perimetre = StatPhrases.Perimeter(result.Query),
            finesse = result.Scope == StatScope.ByOperator ? "operateur" : "agregat",
            empreinte = sha256,
            couverture = result.Coverage.Select(c => new
            {
                exercice = c.Exercise,
                attendus = c.Due.Count,
                transmis = c.Submitted.Count,
                manquants = c.Missing.Select(o => o.Code),
                dernierDepot = c.LastSubmittedAt,
                phrase = c.Sentence(StatPhrases.Family(result)) + ".",
            }),
            avertissements = result.Notes.Concat(StatText.Breaks(result.Query.Measures, result.Breaks)),
            signes = result.Legend,
            arrondis = StatPhrases.Rounding,
            colonnes = columns.Select(c => new { code = c.Code, libelle = c.Label, definition = c.Definition, type = Type(c.Type), cle = c.IsKey, valeurs = c.Words }),
            lignes = page.Of(StatLong.Rows(result)).Select(row => columns.ToDictionary(c => c.Code, c => Value(c, row))),
            page = Of(page, count),
            liens = Links(request, page, count),
        };
    }

    private static object? Value(StatLongColumn column, StatLongRow row) => column.Type switch
    {
        StatLongType.Number => column.Number(row),
        StatLongType.Year => int.Parse(column.Text(row), CultureInfo.InvariantCulture),
        _ => column.Text(row),
    };

    private static string Type(StatLongType type) => type switch
    {
        StatLongType.Number => "nombre",
        StatLongType.Year => "annee",
        _ => "texte",
    };

    private static object Of(ApiPage page, long lines) => new { numero = page.Number, taille = page.Size, pages = page.Pages(lines), lignes = lines };

    private static object Links(HttpRequest request, ApiPage page, long lines) => new
    {
        suivante = page.Number < page.Pages(lines) ? Address(request, page.Number + 1) : null,
        precedente = page.Number > 1 ? Address(request, page.Number - 1) : null,
    };

    private static string Address(HttpRequest request, int number) => request.Path + QueryString.Create(
        request.Query.Where(p => p.Key != "page").SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v))).Append(KeyValuePair.Create("page", (string?)number.ToString(CultureInfo.InvariantCulture))));
}
