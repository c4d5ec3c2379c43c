using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms.Drafts;

/// <summary>What is given another code.</summary>
public enum RenamedKind
{
    Table,
    Row,
    Column,
    Parameter,
}

/// <summary>
/// Gives a code its new spelling wherever this year's formulas, controls, special cells and correspondence name it. What speaks of
/// last year (« N-1: », carry-over, the old side of the correspondence) stays.
/// </summary>
/// <param name="Table">The table, for a row or a column; else empty.</param>
public sealed partial record DraftRenaming(RenamedKind Kind, string Table, string Old, string New)
{
    /// <summary>Keys whose texts speak of this year's cells.</summary>
    private static readonly HashSet<string> Spoken = ["formula", "condition", "when", "tolerance", "message", "cells", "at", "is"];

    /// <returns>How many texts changed.</returns>
    public int Apply(DraftTree tree) => tree.Files.Sum(Walk);

    /// <summary>The text with the code replaced.</summary>
    public string Replace(string text) => Kind == RenamedKind.Parameter
        ? Parameters().Replace(text, m => m.Groups[1].Value == Old ? "$" + New : m.Value)
        : Cells().Replace(text, m => m.Groups["past"].Success ? m.Value
            : Cell(m, "a") + (m.Groups["rangeTable"].Success ? ":" + Cell(m, "range") : ""));

    private string Cell(Match match, string part)
    {
        var (table, row, column) = part == "a"
            ? (match.Groups["table"].Value, match.Groups["row"].Value, match.Groups["column"].Value)
            : (match.Groups["rangeTable"].Value, match.Groups["rangeRow"].Value, match.Groups["rangeColumn"].Value);
        return Kind switch
        {
            RenamedKind.Table when table == Old => $"{New}.{row}.{column}",
            RenamedKind.Row when table == Table && row == Old => $"{table}.{New}.{column}",
            RenamedKind.Column when table == Table && column == Old => $"{table}.{row}.{New}",
            _ => $"{table}.{row}.{column}",
        };
    }

    private int Walk(DraftNode node)
    {
        var changed = node.Items.Sum(Walk);
        foreach (var (key, value) in node.Members)
        {
            changed += key == "forEach" ? (value.Shape == JsonShape.Array ? value.Items.Sum(Repeated) : Repeated(value))
                : Spoken.Contains(key) ? value.Texts().Sum(Respell)
                : Walk(value);
        }

        return changed;
    }

    private int Respell(DraftNode text)
    {
        var now = Replace(text.Text);
        if (now == text.Text)
        {
            return 0;
        }

        text.Become(DraftNode.OfText(now));
        return 1;
    }

    /// <summary>The table named, its rows or columns, and the words, which are formulas.</summary>
    private int Repeated(DraftNode each)
    {
        var changed = (each["words"]?.Texts() ?? []).Concat(each["with"]?.Texts() ?? []).Sum(Respell);
        var of = each["of"];
        if (Kind == RenamedKind.Table && of?.Text == Old)
        {
            of.Become(DraftNode.OfText(New));
            return changed + 1;
        }

        if (of?.Text == Table && Kind is RenamedKind.Row or RenamedKind.Column && each[Kind == RenamedKind.Row ? "row" : "column"] is { } codes)
        {
            foreach (var code in codes.Texts().Where(t => t.Text == Old).ToList())
            {
                code.Become(DraftNode.OfText(New));
                changed++;
            }

            if (each["with"] is { } with && with.Members.FindIndex(m => m.Key == Old) is >= 0 and var at)
            {
                with.Members[at] = (New, with.Members[at].Value);
                changed++;
            }
        }

        return changed;
    }

    [GeneratedRegex(@"(?<past>N-1:)?\b(?<table>[A-Z][A-Z0-9]*)\.(?<row>\*|@?[A-Z0-9]*)\.(?<column>\*|@?[A-Z0-9]*)(?::(?<rangeTable>[A-Z][A-Z0-9]*)\.(?<rangeRow>\*|@?[A-Z0-9]*)\.(?<rangeColumn>\*|@?[A-Z0-9]*))?", RegexOptions.CultureInvariant)]
    private static partial Regex Cells();

    [GeneratedRegex(@"\$([A-Za-z][A-Za-z0-9]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
