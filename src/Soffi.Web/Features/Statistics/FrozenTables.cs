using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Makes of a result what is frozen of it, and reads it back.</summary>
public static class FrozenTables
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="demonstration">Whether the figures are those of a demonstration: it is then said for ever.</param>
    public static FrozenTable Of(StatResult result, bool demonstration)
    {
        var several = StatPhrases.Units(result).Count > 1;
        var sentences = StatPhrases.Coverage(result);
        return new FrozenTable(
            StatPhrases.Caption(result), result.Table.Description, result.Table.RowLabel,
            [.. result.Columns.Select(c => new FrozenColumn(c.Code, Label(result, c, several)))],
            [.. result.Groups.Select(g => new FrozenGroup(g.Label, [.. g.Rows.Select(r => Row(result, r))]))],
            [.. result.Coverage.Select((c, i) => new FrozenCoverage(c.Exercise, [.. c.Due.Select(o => o.Code)], [.. c.Submitted.Select(o => o.Code)], sentences[i]))],
            result.LastSubmittedAt, StatFilter.Sentence(result.Query), result.Table.Basis, result.Source + ".",
            [
                $"Périmètre\u00A0: {StatPhrases.Perimeter(result.Query)}.", .. result.Notes, .. StatText.Breaks(result.Query.Measures, result.Breaks),
                StatPhrases.Rounding, .. demonstration ? new[] { StatisticsWorkbook.DemonstrationMention + "." } : [],
            ],
            result.Legend, [.. result.Table.Measures.Where(m => m.Definition.Length > 0).Select(m => new FrozenDefinition(m.Label, m.Definition))])
        {
            Common = result.Flags,
        };
    }

    public static string Write(FrozenTable table) => JsonSerializer.Serialize(table, Options);

    public static FrozenTable Read(string content) => JsonSerializer.Deserialize<FrozenTable>(content, Options)!;

    private static string Label(StatResult result, StatResultColumn column, bool several) => column.Label
        + (several && column is { Measure: { Unit.Label.Length: > 0 } measured, Derived: StatDerived.None or StatDerived.Difference } ? $" ({measured.Unit.Label})" : "")
        + (result.IsBroken(column) ? $"\u00A0{StatText.BreakSign}" : "");

    private static FrozenRow Row(StatResult result, StatRow row) => new(row.Key, row.Label, row.Kind, [.. row.Cells.Select((c, i) =>
        new FrozenCell(c.State, c.Exact, c.Rounded, c.Raw, c.Decimals, c.Flags, result.IsBroken(row, i)))]);
}
