namespace Soffi.Domain.Forms.Drafts;

/// <summary>The lines that a correspondence lacks: codes that are new this year, codes that are gone, as widely as they can be said.</summary>
public static class MappingProposal
{
    /// <param name="form">This year's, with the lines it has.</param>
    /// <param name="lastYear">The form it comes from.</param>
    /// <returns>Lines to add, each with a first explanation to be completed; none when every code is named.</returns>
    public static IReadOnlyList<DraftNode> Missing(FormDefinition form, FormDefinition lastYear)
    {
        var lines = form.Mapping.Lines;
        var added = form.Cells.Select(c => c.Code).Where(c => lastYear.Find(c) is null && !lines.Any(l => l.Is.Any(p => p.Matches(c))));
        var gone = lastYear.Cells.Select(c => c.Code).Where(c => form.Find(c) is null && !lines.Any(l => l.Was.Any(p => p.Matches(c))));
        return
        [
            .. Patterns([.. added], lastYear).Select(p => Line("new", "is", p, $"Demandé pour la première fois\u00a0: {Name(form, p)}.")),
            .. Patterns([.. gone], form).Select(p => Line("gone", "was", p, $"N’est plus demandé\u00a0: {Name(lastYear, p)}.")),
        ];
    }

    private static DraftNode Line(string how, string key, CellPattern pattern, string note) =>
        DraftNode.Object(("how", DraftNode.OfText(how)), (key, DraftNode.OfText(pattern.ToString())), ("note", DraftNode.OfText(note)));

    private static string Name(FormDefinition form, CellPattern pattern)
    {
        var cell = form.Cells.First(c => pattern.Matches(c.Code));
        return pattern.Row != "*" ? cell.RowLabel : pattern.Column != "*" ? cell.ColumnLabel : form.FindTable(pattern.Table)!.Title;
    }

    /// <summary>A whole table that the other form has not, else a whole row, else a whole column, else the cell.</summary>
    private static IEnumerable<CellPattern> Patterns(List<CellCode> codes, FormDefinition other) => codes.Select(code =>
        other.FindTable(code.Table) is not { } table ? new CellPattern(code.Table, "*", "*")
        : table.Rows.All(r => r.Code != code.Row) ? new CellPattern(code.Table, code.Row, "*")
        : table.Columns.All(c => c.Code != code.Column) ? new CellPattern(code.Table, "*", code.Column)
        : new CellPattern(code.Table, code.Row, code.Column)).Distinct();
}
