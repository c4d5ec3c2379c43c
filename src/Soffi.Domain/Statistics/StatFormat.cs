namespace Soffi.Domain.Statistics;

/// <summary>A format in which a result is taken away.</summary>
/// <param name="Word">In addresses and in the journal: « export.csv-ouvert ».</param>
/// <param name="Name">As people call it, « XLSX ».</param>
/// <param name="Label">What it is, for the link.</param>
/// <param name="Audience">Who it is for, in one French sentence.</param>
/// <param name="Suffix">End of the file name, extension included.</param>
public sealed record StatFormat(string Word, string Name, string Label, string Audience, string ContentType, string Suffix)
{
    public static StatFormat Xlsx { get; } = new(
        "xlsx", "XLSX", "Classeur Excel", "Pour Excel\u00A0: le tableau comme à l’écran, les données ligne par ligne avec leurs filtres, et la feuille de lecture.",
        Sheets.XlsxWriter.ContentType, ".xlsx");

    public static StatFormat Ods { get; } = new(
        "ods", "ODS", "Classeur OpenDocument", "Pour LibreOffice\u00A0: les trois mêmes feuilles.", Sheets.OdsWriter.ContentType, ".ods");

    public static StatFormat Csv { get; } = new(
        "csv", "CSV", "CSV pour Excel français", "Pour un double-clic dans Excel en français\u00A0: points-virgules et virgules décimales.",
        "text/csv; charset=utf-8; header=present", ".csv");

    public static StatFormat OpenCsv { get; } = new(
        "csv-ouvert", "CSV", "CSV pour données ouvertes", "Pour une publication ou un programme\u00A0: virgules, points décimaux, UTF-8.",
        "text/csv; charset=utf-8; header=present", "-donnees-ouvertes.csv");

    public static StatFormat Schema { get; } = new(
        "schema", "JSON", "Description du CSV ouvert (TableSchema)", "Pour vérifier ou documenter le CSV ouvert, colonne par colonne.",
        "application/json; charset=utf-8", "-schema.json");

    public static StatFormat Sdmx { get; } = new(
        "sdmx", "SDMX-CSV", "SDMX-CSV 2.0", "Pour un outil statistique qui lit le SDMX.", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", "-sdmx.csv");

    public static StatFormat Parquet { get; } = new(
        "parquet", "Parquet", "Parquet", "Pour un logiciel d’analyse (R, Python, DuckDB)\u00A0: colonnes typées, nombres exacts, fichier compressé.",
        "application/vnd.apache.parquet", ".parquet");

    /// <summary>In the order offered.</summary>
    public static IReadOnlyList<StatFormat> All { get; } = [Xlsx, Ods, Csv, OpenCsv, Schema, Sdmx, Parquet];

    /// <summary>The formats of addresses, as a constraint of a route; « export.{format} ».</summary>
    public const string Pattern = "^(xlsx|ods|csv|csv-ouvert|schema|sdmx|parquet)$";

    /// <summary>Null for a word that is none of them; routes do not tell capitals apart.</summary>
    public static StatFormat? Find(string? word) => All.FirstOrDefault(f => f.Word.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why that result cannot be taken away so, and what to take instead; null when it can.</summary>
    public string? Refusal(StatResult result) => Refusal(StatLong.Count(result));

    /// <param name="lines">Crossings of the result.</param>
    public string? Refusal(long lines) => (this == Xlsx || this == Ods) && lines >= Sheets.WrittenWorkbook.MaxRows
        ? $"Ce tableau compte {StatText.Number(lines, 0)} lignes de données, plus que n’en tient une feuille de calcul "
            + $"({StatText.Number(Sheets.WrittenWorkbook.MaxRows, 0)})\u00A0: prenez le CSV, qui les donne toutes."
        : null;
}
