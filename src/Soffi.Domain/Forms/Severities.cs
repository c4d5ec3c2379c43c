namespace Soffi.Domain.Forms;

/// <summary>The words of severities, the same in form files, pages, proofs and reports.</summary>
public static class Severities
{
    private static readonly (string Word, Severity Severity)[] Known =
        [("bloquant", Severity.Blocking), ("à justifier", Severity.ToExplain), ("information", Severity.Information)];

    /// <summary>Each word with what it means.</summary>
    public static (string Word, Severity Severity)[] All => [.. Known];

    /// <summary>« bloquant », « à justifier », « information ».</summary>
    public static string Word(Severity severity) => Array.Find(Known, k => k.Severity == severity).Word;
}
