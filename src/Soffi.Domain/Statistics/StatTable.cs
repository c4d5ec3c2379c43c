namespace Soffi.Domain.Statistics;

/// <summary>A published table (reference-metier §3.2), read from a file: a question, and the words around it.</summary>
/// <param name="Id">« J2 »; part of the URL and of the file names.</param>
/// <param name="Title">French title, shown as the heading of the page and the caption of the table.</param>
/// <param name="Description">One sentence saying what the table counts.</param>
/// <param name="RowLabel">Heading of the first column, « Opérateur ».</param>
/// <param name="Unit">The unit of the measures that say no other.</param>
/// <param name="Blocks">The questions, one under the other, with the same columns; a table has one but where its lines are of several kinds.</param>
/// <param name="Basis">« charges comptabilisées »: bases are never mixed, and always said (reference-metier §3.3, T7).</param>
/// <param name="Source">French sentence; <c>{exercice}</c>, <c>{base}</c> and <c>{plf}</c> (the finance bill that prints these figures, two years later) are replaced.</param>
public sealed record StatTable(
    string Id, string Title, string Description, string RowLabel, StatUnit Unit, IReadOnlyList<StatBlock> Blocks, string Basis, string Source)
{
    /// <summary>Heading of the tables that say no theme.</summary>
    public const string OtherThemes = "Autres tableaux";

    /// <summary>The headings of the list of tables, by the word that a file says, in the order of the list.</summary>
    public static IReadOnlyList<(string Code, string Label)> Themes { get; } =
    [
        ("finances", "Ressources, charges et engagements"),
        ("actions", "Actions et bénéficiaires"),
        ("transitions", "Transitions professionnelles"),
        ("independants", "Travailleurs non salariés"),
        ("nation", "Dépense nationale et comparaisons"),
    ];

    /// <summary>Heading under which it stands in the list; one of <see cref="Themes"/>, or the last.</summary>
    public string Theme { get; init; } = OtherThemes;

    /// <summary>The question; the first where there are several.</summary>
    public StatQuery Query => Blocks[0].Query;

    /// <summary>The measures shown, the same in every block.</summary>
    public IReadOnlyList<StatMeasure> Measures => [.. Query.Measures.Where(m => !m.IsHidden)];

    /// <summary>Whether it shows one exercise at a time.</summary>
    public bool IsOfOneExercise => !Query.Axes.Contains(StatDimensions.Exercise);

    /// <summary>The families that its blocks read, in their order.</summary>
    public IReadOnlyList<StatFamily> Families => [.. Blocks.SelectMany(b => b.Query.Families).Distinct()];

    /// <summary>The family whose statements are expected; the first where it reads several.</summary>
    public StatFamily Family => Blocks.SelectMany(b => b.Query.Families).DefaultIfEmpty(new StatFamily(Campaigns.StatementKind.Esf, Operators.OperatorType.Opco)).First();

    public StatMeasure? FindMeasure(string? code) => Blocks.SelectMany(b => b.Query.Measures).FirstOrDefault(m => m.Code == code);

    /// <summary>A question shown as a table of its own.</summary>
    public static StatTable For(StatQuery query, string rowLabel) => new(
        "requete", query.Title.Length > 0 ? query.Title : TitleOf(query, rowLabel), "", rowLabel, query.Measures.Count > 0 ? query.Measures[0].Unit : new StatUnit("€", 1, 0), [new StatBlock("", query)], query.Basis,
        "Source : Soffi, exercice {exercice}, DGEFP ; champ : opérateurs ayant déposé" + (query.Basis.Length > 0 ? " ; base : {base}" : ""));

    /// <summary>« Total des charges, par opérateur »: what is shown of a question that nobody named.</summary>
    private static string TitleOf(StatQuery query, string rowLabel)
    {
        var shown = query.Measures.Where(m => !m.IsHidden).Select(m => m.Label).ToList();
        var what = string.Join("\u202F; ", shown.Take(3)) + (shown.Count > 3 ? "\u202F; autres mesures" : "");
        return query.Rows.Count == 0 || rowLabel.Length == 0 ? what : $"{what}, par {string.Join(" et ", rowLabel.Split(", ").Select(l => char.ToLowerInvariant(l[0]) + l[1..]))}";
    }
}

/// <param name="Label">« Par sexe »; empty where there is one block.</param>
public sealed record StatBlock(string Label, StatQuery Query);

/// <summary>A table file that cannot be accepted; the message gives the file, the line and what to correct.</summary>
public sealed class StatTableException(string file, long line, string sentence)
    : Exception($"{file}, ligne {line}\u00A0: {sentence}")
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public long Line { get; } = line;
}
