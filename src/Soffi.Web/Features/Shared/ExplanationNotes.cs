using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>A note under a published table: why a figure of one operator is what it is, in the operator's own words.</summary>
/// <param name="Cells">The cells of the finding that the table counts, « B2.010.TOT ».</param>
public sealed record ExplanationNote(
    string OperatorCode, string OperatorName, int Exercise, string Control, string Label, string Reason, string Text, IReadOnlyList<string> Cells)
{
    /// <summary>« AKTO, 2025, contrôle P01 (libellé) ».</summary>
    public string Heading => $"{OperatorName}, {Exercise}, contrôle {Control} ({Label})";

    /// <summary>« Décalage de calendrier. Un acompte… ».</summary>
    public string Words => $"{Reason}. {Text}";
}

/// <summary>The explanations that bear on the cells that a table counts. A reader of aggregates has none: an explanation names its operator.</summary>
public sealed class ExplanationNotes(SealedExplanations explanations, SoffiDbContext database, FormCatalog forms, StatCellsCatalog catalog)
{
    /// <summary>Those of a published table, for a choice.</summary>
    public async Task<IReadOnlyList<ExplanationNote>> Of(StatTable table, StatFilter filter, StatScope scope, CancellationToken cancellation)
    {
        var notes = new List<ExplanationNote>();
        if (scope != StatScope.ByOperator)
        {
            return notes;
        }

        var known = await catalog.Cells(database, forms, cancellation);
        foreach (var family in table.Blocks.SelectMany(b => b.Query.Measures).SelectMany(m => m.Terms).GroupBy(t => t.Family))
        {
            notes.AddRange(await Of(
                family.Key.Kind, family.Key.Type, filter.Exercises, [.. filter.Operators.Select(o => o.Id)],
                [.. family.SelectMany(known.Resolve).Select(c => c.Code).Distinct()], scope, cancellation));
        }

        return notes;
    }

    /// <param name="operators">Identifiers; empty for all of them.</param>
    /// <param name="cells">The cells counted; those that they are computed from count too.</param>
    public async Task<IReadOnlyList<ExplanationNote>> Of(
        StatementKind kind, OperatorType type, IReadOnlyCollection<int> exercises, IReadOnlyCollection<int> operators, IReadOnlyCollection<CellCode> cells,
        StatScope scope, CancellationToken cancellation)
    {
        if (scope != StatScope.ByOperator || exercises.Count == 0)
        {
            return [];
        }

        var counted = new Dictionary<int, HashSet<CellCode>>();
        var notes = new List<ExplanationNote>();
        foreach (var found in (await explanations.Of(kind, type, exercises, operators, cancellation)).Where(e => e.Finding.Explanation is not null))
        {
            if (!counted.TryGetValue(found.FormVersionId, out var reads))
            {
                counted[found.FormVersionId] = reads = WithOperands(await forms.Definition(found.FormVersionId, cancellation), cells);
            }

            var bearing = found.Finding.Cells.Where(c => CellCode.TryParse(c, out var code) && reads.Contains(code)).ToList();
            if (bearing.Count > 0)
            {
                notes.Add(new ExplanationNote(
                    found.Operator.Code, found.Operator.Name, found.Exercise, found.Finding.Instance, found.Finding.Label, found.ReasonLabel!,
                    found.Finding.Explanation!, bearing));
            }
        }

        return notes;
    }

    /// <summary>Those cells, and all that they are computed from on that form.</summary>
    private static HashSet<CellCode> WithOperands(FormDefinition form, IEnumerable<CellCode> cells)
    {
        var reads = new HashSet<CellCode>();
        var left = new Stack<CellCode>(cells);
        while (left.TryPop(out var code))
        {
            if (reads.Add(code) && form.Find(code)?.Formula is { } formula)
            {
                foreach (var operand in formula.References.Where(r => !r.Previous))
                {
                    left.Push(operand.Code);
                }
            }
        }

        return reads;
    }
}
