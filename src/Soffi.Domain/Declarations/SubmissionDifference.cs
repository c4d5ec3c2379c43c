using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>A cell that two submissions of a statement do not say alike.</summary>
/// <param name="Delta">After less before; null when one of them is no number.</param>
public sealed record DifferentCell(FormCell Cell, CellValue Before, CellValue After, decimal? Delta)
{
    /// <summary>Typed by the operator, not computed from other cells.</summary>
    public bool IsTyped => Cell.IsInput;
}

/// <summary>A text that two submissions do not say alike: an explanation, a document.</summary>
/// <param name="Before">Null when it is new.</param>
/// <param name="After">Null when it is gone.</param>
public sealed record DifferentText(string What, string? Before, string? After);

/// <summary>What a submission says otherwise than the one before: cells typed first, in the order of the form.</summary>
public sealed record SubmissionDifference(
    IReadOnlyList<DifferentCell> Cells, IReadOnlyList<DifferentText> Explanations, IReadOnlyList<DifferentText> Documents)
{
    public bool IsEmpty => Cells.Count == 0 && Explanations.Count == 0 && Documents.Count == 0;

    /// <param name="form">That of <paramref name="after"/>: codes are permanent, a corrected version of a form keeps them.</param>
    /// <param name="before">With its cells.</param>
    /// <param name="after">With its cells.</param>
    public static SubmissionDifference Between(FormDefinition form, Submission before, Submission after)
    {
        var (old, now) = (ValuesOf(before), ValuesOf(after));
        using var first = JsonDocument.Parse(before.CanonicalJson);
        using var second = JsonDocument.Parse(after.CanonicalJson);
        return new SubmissionDifference(
            [
                .. form.Cells.Where(c => old[c.Code] != now[c.Code]).OrderBy(c => !c.IsInput)
                    .Select(c => new DifferentCell(
                        c, old[c.Code], now[c.Code], old[c.Code].IsNumber && now[c.Code].IsNumber ? now[c.Code].Number - old[c.Code].Number : null)),
            ],
            Texts(Explained(before), Explained(after)),
            Texts(Named(first, "pieces", "sha256", "nom"), Named(second, "pieces", "sha256", "nom")));
    }

    public static CellValues ValuesOf(Submission submission) => new(submission.Cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));

    /// <summary>Reason and text of each finding explained.</summary>
    private static Dictionary<string, string> Explained(Submission submission) => SealedContent.FindingsOf(submission.CanonicalJson)
        .Where(f => f.Explained is not null).ToDictionary(f => f.Instance, f => f.Explained!);

    private static Dictionary<string, string> Named(JsonDocument snapshot, string list, string key, string text) =>
        snapshot.RootElement.TryGetProperty(list, out var items)
            ? items.EnumerateArray().GroupBy(i => i.GetProperty(key).GetString()!).ToDictionary(g => g.Key, g => g.First().GetProperty(text).GetString() ?? "")
            : [];

    private static List<DifferentText> Texts(Dictionary<string, string> before, Dictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(k => new DifferentText(k, before.GetValueOrDefault(k), after.GetValueOrDefault(k))).Where(t => t.Before != t.After),
    ];
}
