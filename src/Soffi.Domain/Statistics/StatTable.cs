using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>What a line of a table stands for.</summary>
public enum StatRowAxis
{
    /// <summary>One line per operator of one exercise, then the total.</summary>
    Operators,

    /// <summary>One line per exercise, all operators added up.</summary>
    Exercises,
}

/// <summary>A published table (reference-metier §3.2), read from a file: rows, columns and measures are data.</summary>
/// <param name="Id">« J2 »; part of the URL and of the file names.</param>
/// <param name="Title">French title, shown as the heading of the page and the caption of the table.</param>
/// <param name="Description">One sentence saying what the table counts.</param>
/// <param name="Kind">Which statements it reads.</param>
/// <param name="OperatorType">Which family of operators it reads.</param>
/// <param name="Rows">What a line stands for.</param>
/// <param name="RowLabel">Heading of the first column, « Opérateur ».</param>
/// <param name="Unit">How values are shown.</param>
/// <param name="Columns">In the order shown; codes are unique.</param>
/// <param name="ShareOf">
/// Code of the column whose lines are also shown as shares of the total, adding up to 100.0; null for none. Operators only.
/// </param>
/// <param name="AnnualGrowth">Whether each exercise is compared with the one before. Exercises only.</param>
/// <param name="Basis">« charges comptabilisées »: bases are never mixed, and always said (reference-metier §3.3, T7).</param>
/// <param name="Source">French sentence; <c>{exercice}</c> and <c>{base}</c> are replaced.</param>
public sealed record StatTable(
    string Id, string Title, string Description, StatementKind Kind, OperatorType OperatorType, StatRowAxis Rows, string RowLabel,
    StatUnit Unit, IReadOnlyList<StatColumn> Columns, string? ShareOf, bool AnnualGrowth, string Basis, string Source)
{
    /// <summary>Every cell the table reads, once.</summary>
    public IReadOnlyList<CellCode> Cells { get; } = [.. Columns.SelectMany(c => c.Cells).Distinct()];

    public StatColumn? FindColumn(string? code) => Columns.FirstOrDefault(c => c.Code == code);
}

/// <param name="Label">« M€ », « contrats ».</param>
/// <param name="Divisor">Units of the cells in one unit shown: 1 000 000 for euros shown in M€.</param>
/// <param name="Decimals">Decimals shown; values keep all theirs underneath.</param>
public sealed record StatUnit(string Label, decimal Divisor, int Decimals);

/// <param name="Code">« APP »; part of URLs.</param>
/// <param name="Label">French heading, short.</param>
/// <param name="Definition">What the column counts, in full; may be empty when the heading says it all.</param>
/// <param name="Cells">The measure: the sum of these cells.</param>
public sealed record StatColumn(string Code, string Label, string Definition, IReadOnlyList<CellCode> Cells);

/// <summary>A table file that cannot be accepted; the message gives the file, the line and what to correct.</summary>
public sealed class StatTableException(string file, long line, string sentence)
    : Exception($"{file}, ligne {line}\u00A0: {sentence}")
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public long Line { get; } = line;
}
