using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>One cell that changed, in words.</summary>
public sealed record VersionCell(string Code, string Label, string Before, string After, string Delta);

/// <summary>A text that changed, in words.</summary>
public sealed record VersionText(string What, string Before, string After);

/// <summary>What a submission changed, as its operator and the agents read it.</summary>
public sealed record VersionDifferences(
    int Former, int Number, IReadOnlyList<VersionCell> Typed, IReadOnlyList<VersionCell> Computed, IReadOnlyList<VersionText> Explanations,
    IReadOnlyList<VersionText> Documents)
{
    public bool IsEmpty => Typed.Count + Computed.Count + Explanations.Count + Documents.Count == 0;

    public static VersionDifferences Of(FormDefinition form, Submission former, Submission submission)
    {
        var difference = SubmissionDifference.Between(form, former, submission);
        return new VersionDifferences(
            former.Number, submission.Number, [.. difference.Cells.Where(c => c.IsTyped).Select(Cell)], [.. difference.Cells.Where(c => !c.IsTyped).Select(Cell)],
            [.. difference.Explanations.Select(e => Text($"Contrôle {e.What}", e))],
            [.. difference.Documents.Select(d => Text("Fichier", d))]);
    }

    private static VersionCell Cell(DifferentCell c) => new(
        c.Cell.Code.ToString(), c.Cell.Label, Shown(c.Cell, c.Before), Shown(c.Cell, c.After),
        c.Delta is { } delta ? $"{(delta > 0 ? "+" : "")}{CellFormatter.WithUnit(c.Cell.Type, c.Cell.Unit, CellValue.Of(delta))}" : "–");

    private static string Shown(FormCell cell, CellValue value) => value.IsBlank ? "–" : CellFormatter.WithUnit(cell.Type, cell.Unit, value);

    private static VersionText Text(string what, DifferentText text) => new(what, text.Before ?? "–", text.After ?? "–");
}
