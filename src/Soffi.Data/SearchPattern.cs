namespace Soffi.Data;

/// <summary>Words typed by a person, for LIKE: whatever the case, and with their own % and _ taken as they are.</summary>
public static class SearchPattern
{
    public const string Escape = "\\";

    public static string Containing(string words) =>
        $"%{words.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
}
