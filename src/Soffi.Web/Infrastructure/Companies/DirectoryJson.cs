using System.Globalization;
using System.Text.Json;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>Reads the members of the directories' answers, which may lack, be null or be masked.</summary>
internal static class DirectoryJson
{
    /// <summary>Written in place of what is not disclosed: Sirene since March 2023, Recherche d’entreprises.</summary>
    private static readonly string[] Masks = ["[ND]", "[NON-DIFFUSIBLE]"];

    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    public static IEnumerable<JsonElement?> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } known ? known.EnumerateArray().Select(item => (JsonElement?)item) : [];

    /// <summary>The text, trimmed; null when it lacks, is empty or is masked.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } member && member.GetString()!.Trim() is { Length: > 0 } text && !Masks.Any(text.Contains)
            ? text
            : null;

    public static DateOnly? Day(this JsonElement? element, string name) =>
        DateOnly.TryParseExact(element.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The parts that are there, with one space between; null when none is.</summary>
    public static string? Join(params string?[] parts) => string.Join(' ', parts.Where(part => part is not null)) is { Length: > 0 } text ? text : null;
}
