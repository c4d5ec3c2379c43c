namespace Soffi.Domain.Forms;

/// <summary>What each type of cell means: words in the files, decimals, unit.</summary>
public static class CellTypes
{
    private static readonly Dictionary<string, CellType> ByWord = Enum.GetValues<CellType>().ToDictionary(Word, StringComparer.Ordinal);

    /// <summary>The word of form files: « amount », « count »…</summary>
    public static string Word(CellType type) => type.ToString().ToLowerInvariant();

    /// <summary>In French, for people: « montant », « nombre entier »…</summary>
    public static string French(CellType type) => type switch
    {
        CellType.Amount => "montant",
        CellType.Count => "nombre entier",
        CellType.Hours => "nombre d’heures",
        CellType.Rate => "taux",
        CellType.Decimal => "nombre décimal",
        CellType.Text => "texte",
        CellType.Date => "date",
        CellType.Siren => "numéro SIREN",
        CellType.Siret => "numéro SIRET",
        _ => "adresse électronique",
    };

    public static bool TryParse(string word, out CellType type) => ByWord.TryGetValue(word, out type);

    public static IEnumerable<string> Words => ByWord.Keys;

    public static bool IsNumeric(CellType type) =>
        type is CellType.Amount or CellType.Count or CellType.Hours or CellType.Rate or CellType.Decimal;

    /// <summary>Greatest number of decimals one may type.</summary>
    public static int TypedDecimals(CellType type) => type switch
    {
        CellType.Amount => 2,
        CellType.Rate or CellType.Decimal => 4,
        _ => 0,
    };

    /// <summary>Decimals a computed cell is rounded to.</summary>
    public static int ComputedDecimals(CellType type) => type switch
    {
        CellType.Amount or CellType.Rate => 2,
        CellType.Decimal => 4,
        _ => 0,
    };

    /// <summary>Unit shown after a number, without space; empty for a count.</summary>
    public static string Unit(CellType type) => type switch
    {
        CellType.Amount => "€",
        CellType.Rate => "%",
        CellType.Hours => "h",
        _ => "",
    };
}
