namespace Soffi.Domain.Forms;

/// <summary>A cell, or several, as a formula names them: « N-1:B3.*.G », « C1X.*.@F ».</summary>
/// <param name="Row">A code, or « @ », « @F » for lines unfolded from axes.</param>
/// <param name="Column">The same.</param>
/// <param name="Previous">Last year's.</param>
internal sealed record FormulaCell(string Table, string Row, string Column, bool Previous)
{
    private const string LastYear = "N-1:";

    /// <summary>Without « N-1: ».</summary>
    public string Text => $"{Table}.{Row}.{Column}";

    public override string ToString() => Previous ? LastYear + Text : Text;

    /// <summary>Names several cells: has a meaning in SUM only.</summary>
    public bool IsSelection => Row.StartsWith('@') || Column.StartsWith('@');

    public CellCode Code => new(Table, Row, Column);

    /// <summary>Whether a token is written as a cell.</summary>
    public static bool Is(string token) => token.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(token[0]);

    /// <summary>The token, its stars standing for the row or the column of the context; null when it is not three parts.</summary>
    /// <exception cref="FormulaException">A star has no meaning there.</exception>
    public static FormulaCell? Read(string token, FormulaContext context)
    {
        var previous = token.StartsWith(LastYear, StringComparison.Ordinal);
        return (previous ? token[LastYear.Length..] : token).Split('.') is [var table, var row, var column]
            ? new FormulaCell(table, Star(token, row, context.Row), Star(token, column, context.Column), previous)
            : null;
    }

    private static string Star(string token, string part, string? meant) => part != "*" ? part
        : meant ?? throw new FormulaException($"« {token} » : l’étoile n’a pas de sens ici, écrivez le code entier.");
}
