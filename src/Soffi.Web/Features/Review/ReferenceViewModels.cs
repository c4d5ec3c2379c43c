using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>A figure as typed, or the key of one.</summary>
public sealed class ReferenceForm
{
    public const int LongestReason = ReferenceFigure.LongestSource;

    [ModelBinder(Name = "code")]
    public string? Code { get; set; }

    [ModelBinder(Name = "exercice")]
    public string? Exercise { get; set; }

    /// <summary>Empty for the country.</summary>
    [ModelBinder(Name = "operateur")]
    public string? OperatorCode { get; set; }

    [ModelBinder(Name = "valeur")]
    public string? Value { get; set; }

    [ModelBinder(Name = "source")]
    public string? Source { get; set; }

    [ModelBinder(Name = "date")]
    public string? Date { get; set; }

    /// <summary>Why a figure is withdrawn.</summary>
    [ModelBinder(Name = "motif")]
    public string? Reason { get; set; }

    public static string? ReasonFault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < 3 => "Indiquez le motif en quelques mots\u00a0: il est conservé avec le chiffre.",
        > LongestReason => $"Le motif ne peut pas dépasser {LongestReason}\u00a0caractères.",
        _ => null,
    };
}

/// <summary>A figure asked for, and what holds.</summary>
/// <param name="OperatorCode">Empty for the country.</param>
/// <param name="Latest">Last version, a withdrawal included; null when nothing was ever entered.</param>
public sealed record ReferenceLine(string Code, string OperatorCode, string OperatorName, ReferenceVersion? Latest)
{
    public string Query(string exercise) => QueryString.Create(
        new Dictionary<string, string?> { ["code"] = Code, ["exercice"] = exercise, ["operateur"] = OperatorCode }).ToString();
}

public sealed record ReferenceGroup(ReferenceDefinition Definition, IReadOnlyList<ReferenceLine> Lines)
{
    public int Filled => Lines.Count(l => l.Latest?.Value is not null);
}

public sealed record ReferencesViewModel(ExerciseChoice Choice, IReadOnlyList<ReferenceGroup> Groups, string? Message = null)
{
    public static ReferencesViewModel Of(
        ExerciseChoice choice, CrossControlSet set, ILookup<OperatorType, StatOperator> bodies, IReadOnlyList<ReferenceVersion> versions)
    {
        ReferenceLine Line(ReferenceDefinition definition, string code, string name) =>
            new(definition.Code, code, name, versions.FirstOrDefault(v => v.Code == definition.Code && v.OperatorCode == code));
        IEnumerable<ReferenceLine> Lines(ReferenceDefinition definition) =>
        [
            .. definition.Perimeter == ReferencePerimeter.Operator ? [] : new[] { Line(definition, "", "France entière") },
            .. definition.Perimeter == ReferencePerimeter.National ? [] : bodies[definition.Type].Select(b => Line(definition, b.Code, b.Name)),
        ];
        return new ReferencesViewModel(choice, [.. set.References.Select(r => new ReferenceGroup(r, [.. Lines(r)]))]);
    }

    /// <summary>The file to fill in and send back: every figure asked for, with what holds.</summary>
    public string Csv()
    {
        var csv = new StringBuilder("code;exercice;operateur;valeur;source;date\r\n");
        foreach (var line in Groups.SelectMany(g => g.Lines))
        {
            var latest = line.Latest?.Value is null ? null : line.Latest;
            var value = latest?.Value!.Value.ToString("0.####", CultureInfo.InvariantCulture).Replace('.', ',');
            var day = latest?.SourceDate?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            var source = latest is null ? "" : '"' + latest.Source.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            csv.Append(CultureInfo.InvariantCulture, $"{line.Code};{Choice.Value};{line.OperatorCode};{value};{source};{day}\r\n");
        }

        return csv.ToString();
    }
}

public sealed record ReferenceEntryViewModel(ReferencesViewModel List, ReferenceForm Form)
{
    public IReadOnlyList<Choice> Codes => [.. List.Groups.Select(g => new Choice(g.Definition.Code, $"{g.Definition.Label}, en {g.Definition.Unit} ({g.Definition.Code})"))];

    public IReadOnlyList<Choice> Operators => [.. List.Groups.SelectMany(g => g.Lines).Where(l => l.OperatorCode.Length > 0)
        .DistinctBy(l => l.OperatorCode).Select(l => new Choice(l.OperatorCode, l.OperatorName))];
}

/// <param name="Exercise">Where to go back.</param>
public sealed record ReferenceFileViewModel(string Exercise, IReadOnlyList<CsvFault> Faults)
{
    public const int MaxBytes = 1_000_000;

    public IReadOnlyList<SummaryError> Summary => Faults.Count == 0 ? [] :
    [
        new(Faults.Count == 1 ? "Rien n’a été enregistré\u00a0: un point est à corriger dans le fichier."
            : $"Rien n’a été enregistré\u00a0: {Faults.Count}\u00a0points sont à corriger dans le fichier.", Field.HtmlId),
    ];

    public UploadOptions Field => new(ReceivedCsv.Field, "Fichier CSV", ".csv")
    {
        Hint = $"Colonnes\u00a0: code;exercice;operateur;valeur;source;date (l’opérateur et la date peuvent rester vides). {ReferenceCsv.MostLines}\u00a0lignes et 1\u00a0Mo au plus.",
        Error = Faults.Count == 0 ? null : Faults[0].ToString(),
    };
}

/// <param name="Versions">The latest first.</param>
public sealed record ReferenceHistoryViewModel(
    int Exercise, string Code, string Label, string Unit, string OperatorCode, IReadOnlyList<ReferenceVersion> Versions, string? Reason)
{
    public bool Holds => Versions[0].Value is not null;
}

/// <summary>Companies that several bodies declare.</summary>
/// <param name="List">Null when no list was sent for the exercise.</param>
public sealed record CompaniesViewModel(
    ExerciseChoice Choice, CompanyListFacts? List, IReadOnlyList<(string Siren, string Operators)> Overlaps, IReadOnlyList<CsvFault> Faults)
{
    public IReadOnlyList<SummaryError> Summary =>
        Faults.Count == 0 ? [] : [new("La liste n’a pas été comparée\u00a0: corrigez-la, puis envoyez-la de nouveau.", Field.HtmlId)];

    public UploadOptions Field => new(ReceivedCsv.Field, "Liste des entreprises", ".csv")
    {
        Hint = $"CSV à deux colonnes\u00a0: operateur;siren. {StatText.Number(CompanyCsv.MostLines, 0)}\u00a0lignes et {Soffi.Domain.Declarations.DocumentWords.Size(CompaniesController.MaxBytes)} au plus.",
        Error = Faults.Count == 0 ? null : Faults[0].ToString(),
    };
}
