using System.Globalization;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>A set of boxes to tick.</summary>
/// <param name="Name">Of the field in the address.</param>
public sealed record BuilderBoxes(string Name, string Legend, IReadOnlyList<(Choice Choice, bool Checked)> Boxes)
{
    public int Count => Boxes.Count(b => b.Checked);
}

/// <summary>The page of the builder: what may be chosen, what is, and the answer.</summary>
public sealed record BuilderViewModel(BuilderRequest Request, StatFrame Frame, StatReader Reader, bool IsDemonstration, long ImmediateLines) : IStatResultPage
{
    /// <summary>Boxes of one choice shown at once without folding them.</summary>
    public const int Folded = 12;

    public StatResult? Result { get; init; }

    public int Page { get; init; } = 1;

    public IReadOnlyList<ExplanationNote> Notes { get; init; } = [];

    public StatQuery Query => Request.Query;

    public bool ByOperator => Reader.ScopeOf(Query) == StatScope.ByOperator;

    /// <summary>How many crossings the question asks for.</summary>
    public long Size => Request.IsAsked ? StatQueryCheck.Size(Query, Frame) : 0;

    /// <summary>Too many crossings for a page; a file takes them.</summary>
    public bool IsTooLarge => Size > StatQuery.MaxShown;

    /// <summary>Too many for its file to be waited for: it is made apart.</summary>
    public bool IsHeavy => Size > ImmediateLines;

    /// <summary>The question as it is kept.</summary>
    public string Text => StatAddress.Write(Query);

    public string Address => Text + "&unite=" + Uri.EscapeDataString(Request.Unit);

    public string Path => $"/statistiques/requeteur?{Address}";

    public string PagePath(int page) => $"{Path}&page={page.ToString(CultureInfo.InvariantCulture)}#tableau";

    public string SwappedPath => $"/statistiques/requeteur?{StatAddress.Write(Query.Swapped())}&unite={Uri.EscapeDataString(Request.Unit)}";

    public string ExportPath(StatFormat format) => $"/statistiques/requeteur/export.{format.Word}?{Address}";

    public string ChartPath(string format) => $"/statistiques/requeteur/graphique.{format}?{Address}";

    public string OriginPath(string row, string column) =>
        $"/statistiques/requeteur/origine?{Address}&ligne={Uri.EscapeDataString(row)}&colonne={Uri.EscapeDataString(column)}";

    public IReadOnlyList<Choice> Families => [.. Frame.Cells.Families.Select(f => new Choice(f.Code, $"{f.Kind.ToString().ToUpperInvariant()} des {CampaignWords.Family(f.Type)}"))];

    public IReadOnlyList<Choice> Cadres => [.. Frame.Cells.Catalogue(Request.Family).Select(c => new Choice(c.Code, $"{c.Code} – {c.Title}"))];

    /// <summary>The measures of the cadre chosen, table by table.</summary>
    public IReadOnlyList<BuilderBoxes> Measures => Request.Cadre is not { } cadre ? [] : [.. cadre.Choices.GroupBy(c => c.Table).Select(table => new BuilderBoxes(
        "mesure", table.Key, [.. table.Select(c => (new Choice(c.Term.ToString(), Words(c)), IsChosen(c.Term)))]))];

    /// <summary>What is chosen in other cadres, or composed: it stays with the question.</summary>
    public IReadOnlyList<StatMeasure> Kept => [.. Query.Measures.Where(m => m.Formula is null && !(m.Terms is [var term] && Request.Cadre?.Choices.Any(c => c.Term == term) == true))];

    public IReadOnlyList<StatMeasure> Indicators => [.. Query.Measures.Where(m => m.Formula is not null)];

    /// <summary>How a kept measure stands in the address, so that the form sends it again.</summary>
    public static string AddressOf(StatMeasure measure) =>
        Uri.UnescapeDataString(StatAddress.Write(new StatQuery { Measures = [measure] }).Split('&')[0].Split('=', 2)[1]);

    /// <summary>The dimensions that every measure chosen stands on, then those of every statement.</summary>
    public IReadOnlyList<StatDimension> CellDimensions
    {
        get
        {
            var each = Query.Measures.SelectMany(m => m.Terms).Select(t => StatCells.DimensionsOf(Frame.Cells.Resolve(t)))
                .Concat(Query.Measures.Select(m => Frame.FindSeries(m.Series)).OfType<StatSeries>().Select(s => s.Dimensions));
            var common = each.Aggregate((IEnumerable<string>?)null, (a, b) => a is null ? b : a.Intersect(b)) ?? [];
            return [.. common.Where(d => d != StatDimensions.Region).Select(d => Frame.Dimension(d, Query.Measures)!)];
        }
    }

    /// <summary>The published series that are not chosen yet.</summary>
    public BuilderBoxes Series => new("serie", "Séries publiées avant Soffi, ou à côté", [.. Frame.Series.Where(s => Query.Measures.All(m => m.Series != s.Code))
        .Select(s => (new Choice(s.Code, $"{s.Title} ({s.Unit.Label}, {StatText.Years(s.Years)})"), false))]);

    public IReadOnlyList<Choice> Axes =>
    [
        .. ByOperator ? new[] { new Choice(StatDimensions.Operator, "Opérateur") } : [],
        new(StatDimensions.Type, "Type d’opérateur"), new(StatDimensions.Exercise, "Exercice"), new(StatDimensions.Region, "Région"), new(StatDimensions.Measure, "Mesure"),
        .. CellDimensions.Select(d => new Choice(d.Code, d.Label)),
    ];

    public BuilderBoxes Exercises => new("exercice", "Exercices", [.. Frame.Exercises
        .Union(Query.Measures.Select(m => Frame.FindSeries(m.Series)).OfType<StatSeries>().SelectMany(s => s.Years)).OrderDescending().Select(e => (new Choice(Year(e), Year(e)), Query.Exercises.Contains(e)))]);

    public BuilderBoxes Operators => new("operateur", "Opérateurs (aucun coché\u00A0: tous)", [.. Frame.Operators
        .Where(o => Reader.Sees(o) && (Query.Families.Count == 0 || Query.Families.Any(f => f.Type == o.Type)))
        .Select(o => (new Choice(o.Code, o.Name), Query.Operators.Contains(o.Code, StringComparer.OrdinalIgnoreCase)))]);

    /// <summary>Members to keep, by dimension; groupings first.</summary>
    public IReadOnlyList<BuilderBoxes> Filters => [.. CellDimensions.Append(Frame.Dimension(StatDimensions.Region, Query.Measures)!).Select(d => new BuilderBoxes(
        "f." + d.Code, $"{d.Label} (aucune case cochée\u00A0: tout)",
        [.. d.Groupings.Select(g => new StatMember(g.Code, g.Label)).Concat(d.Members).Select(m => (
            new Choice(m.Code, m.Label), Query.Filters.GetValueOrDefault(d.Code)?.Contains(m.Code) == true))]))];

    public static IReadOnlyList<Choice> Perimeters =>
        [new("validees", "Déclarations validées"), new("deposees", "Déclarations déposées, validées ou non"), new("date", "À une date")];

    public string Perimeter => Query.Perimeter switch { StatPerimeter.AsOf => "date", StatPerimeter.Submitted => "deposees", _ => "validees" };

    public string AsOf => Query.AsOf is { } at ? Domain.Declarations.ParisTime.Of(at).AddTicks(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "";

    public static IReadOnlyList<(Choice Choice, StatDerived Derived)> Calculations =>
    [
        (new("ecart", "Écart avec l’exercice précédent"), StatDerived.Difference), (new("evolution", "Évolution sur un an, en\u00A0%"), StatDerived.Growth),
        (new("part", "Part du total de la colonne"), StatDerived.ShareOfColumn), (new("partligne", "Part du total de la ligne"), StatDerived.ShareOfRow),
        (new("rang", "Rang dans la colonne"), StatDerived.Rank),
    ];

    public string Axis(IReadOnlyList<string> side, int place) => side.Count > place ? side[place] : "";

    private bool IsChosen(StatTerm term) => Query.Measures.Any(m => m.Formula is null && m.Terms is [var one] && one == term);

    /// <summary>« Charges d’apprentissage, par section financière (€) ».</summary>
    private string Words(StatChoice choice) => choice.Label
        + (choice.Dimensions.Count > 0 ? $", par {string.Join(" et ", choice.Dimensions.Select(d => (Frame.Cells.Dimension(d)?.Label ?? d).ToLower(CultureInfo.GetCultureInfo("fr-FR"))))}" : "")
        + (choice.Unit.Length > 0 ? $" ({choice.Unit})" : "");

    private static string Year(int exercise) => exercise.ToString(CultureInfo.InvariantCulture);
}
