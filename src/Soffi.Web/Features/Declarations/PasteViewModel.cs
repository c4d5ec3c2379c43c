using System.Text.Json.Serialization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>The page that pastes a rectangle: first what and where, then what it would do.</summary>
public sealed record PasteViewModel(Statement Statement, Cadre Cadre, PasteRequest Request)
{
    /// <summary>What it would do; null before anything was read.</summary>
    public Paste? Preview { get; init; }

    /// <summary>Why nothing was read: one sentence by field name.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The antiforgery token had expired, or the statement was closed: nothing was saved.</summary>
    public string? Refusal { get; init; }

    public string Summary => Summarize(Preview!);

    /// <summary>« 24 collées, 2 ignorées, 1 illisible ».</summary>
    public static string Summarize(Paste paste) => string.Join(", ", new[]
    {
        Count(paste.Pasted, "collée", "collées"), Count(paste.Ignored, "ignorée", "ignorées"),
        Count(paste.Unreadable, "illisible", "illisibles"), Count(paste.Ambiguous, "à préciser", "à préciser"),
    }.Where((text, i) => i == 0 || text[0] != '0'));

    private static string Count(int number, string one, string several) => Words.Count(number, one, several);
}

/// <summary>The preview, for the script of the page of entry.</summary>
/// <param name="Summary">« 24 collées, 2 ignorées, 1 illisible ».</param>
/// <param name="Cells">Those that would be written, unreadable ones included.</param>
/// <param name="Ignored">The others, each with its sentence.</param>
public sealed record PasteAnswer(
    [property: JsonPropertyName("resume")] string Summary,
    [property: JsonPropertyName("cellules")] IReadOnlyList<PasteAnswerCell> Cells,
    [property: JsonPropertyName("ignorees")] IReadOnlyList<string> Ignored)
{
    public static PasteAnswer Of(Paste paste) => new(
        PasteViewModel.Summarize(paste),
        [.. paste.Cells.Where(c => c.Fate != PasteFate.Ignored).Select(c => new PasteAnswerCell(c.Cell!.Code.ToString(), c.Cell.Label, c.Text, c.Reason, c.Choices))],
        [.. paste.Cells.Where(c => c.Fate == PasteFate.Ignored).Select(Where)]);

    /// <summary>« 1 200 (ligne 3, colonne 2 de la copie) : cellule calculée ».</summary>
    public static string Where(PastedCell cell) =>
        $"«\u00a0{cell.Text}\u00a0» (ligne {cell.Line}, colonne {cell.Column} de votre copie)\u00a0: {(cell.Cell is null ? "" : cell.Cell.Label + ", ")}{cell.Reason}.";
}

/// <param name="Reason">Why it cannot be read; null when it can.</param>
/// <param name="Choices">Two readings of an ambiguous number; else empty.</param>
public sealed record PasteAnswerCell(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("libelle")] string Label,
    [property: JsonPropertyName("texte")] string Text,
    [property: JsonPropertyName("raison")] string? Reason,
    [property: JsonPropertyName("choix")] IReadOnlyList<string> Choices);
