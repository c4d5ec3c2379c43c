namespace Soffi.Domain.Forms.Drafts;

/// <summary>The order in which people read the keys of a form: what names a thing, what it is, what it holds.</summary>
internal static class DraftKeys
{
    private static readonly Dictionary<string, int> Ranks = new[]
    {
        "$schema", "basedOn", "kind", "operatorType", "exercise", "version", "axis", "axes", "at", "how", "was", "is", "from", "code", "severity", "audience",
        "label", "title", "short", "value", "regions", "operators", "definition", "help", "type", "unit", "publishable", "previousYear", "required",
        "signed", "closed", "outsideTotal", "emphasis", "formula", "carryOver", "forEach", "of", "row", "column", "words", "with", "condition",
        "when", "tolerance", "message", "legalBasis", "cells", "note", "break", "parameters", "columns", "rows", "tables", "cadres", "controls",
        "mapping", "lines",
    }.Select((key, rank) => (key, rank)).ToDictionary(k => k.key, k => k.rank, StringComparer.Ordinal);

    /// <summary>Keys of a form whose members are names (of parameters, axes, regions, words…), kept as they come.</summary>
    private static readonly HashSet<string> Dictionaries = ["parameters", "axes", "regions", "operators", "words", "with"];

    public static int Rank(string key) => Ranks.GetValueOrDefault(key, int.MaxValue);

    /// <summary>Whether the value of that key is an object whose keys are names.</summary>
    public static bool IsDictionary(string key) => Dictionaries.Contains(key);

    /// <summary>Puts the keys in order, all the way down; of an object of names, only what is under each name.</summary>
    public static void Sort(DraftNode node, string? key = null)
    {
        if (node.Shape == JsonShape.Object && !(key is not null && IsDictionary(key)))
        {
            var sorted = node.Members.OrderBy(m => Rank(m.Key)).ToList();
            node.Members.Clear();
            node.Members.AddRange(sorted);
        }

        node.Items.ForEach(i => Sort(i));
        foreach (var (name, value) in node.Members)
        {
            // Under « with », each code holds words, names again.
            Sort(value, key == "with" ? "words" : key is not null && IsDictionary(key) ? null : name);
        }
    }
}
