using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>What an agent adds to a request of corrections, or answers to the operator, as typed.</summary>
public sealed class WideningForm
{
    /// <summary>Version of the request that was shown.</summary>
    public int Version { get; set; }

    public bool Whole { get; set; }

    public bool Documents { get; set; }

    /// <summary>Codes of cadres.</summary>
    public List<string> Cadres { get; init; } = [];

    /// <summary>Codes of cells, as typed.</summary>
    public string? MoreCells { get; set; }

    /// <summary>The new end, a day of Paris; empty to keep the one that stands.</summary>
    public string? Day { get; set; }

    /// <summary>Why, read by the operator.</summary>
    public string? Text { get; set; }

    /// <summary>The button pressed to answer an ask: « accepter », « refuser ».</summary>
    public string? Act { get; set; }

    public string Trimmed => Text?.Trim() ?? "";

    /// <summary>Null when that text can be kept; else what to write.</summary>
    public string? TextFault(string what) => Trimmed.Length switch
    {
        < CorrectionForm.Shortest => what,
        > DeclarationReopening.LongestReason => $"Ce texte ne peut pas dépasser {DeclarationReopening.LongestReason}\u00a0caractères.",
        _ => null,
    };

    /// <summary>Reads what was typed.</summary>
    /// <param name="standing">The request that is to be widened.</param>
    /// <param name="faults">Field and sentence; the answer counts only when there are none.</param>
    public WideningRequest Read(FormDefinition form, DeclarationReopening standing, DateTimeOffset now, out IReadOnlyList<(string Field, string Fault)> faults)
    {
        var found = new List<(string, string)>();
        var unknown = new List<string>();
        var parts = Whole ? [] : OpenedParts.Read(form, Cadres, OpenedParts.Codes([MoreCells]), unknown);
        found.AddRange(unknown.Select(u => (nameof(MoreCells), u)));
        var due = string.IsNullOrWhiteSpace(Day) ? null : Due(standing, now, found);
        var added = standing.NotOpen(parts);
        if (found.Count == 0 && due is null && added.Count == 0 && !(Whole && !standing.IsWhole) && !(Documents && !standing.OpensDocuments))
        {
            found.Add((nameof(Cadres), "Choisissez ce qui doit être rouvert en plus de ce qui l’est déjà, ou une date plus lointaine."));
        }

        if (string.Join(", ", added).Length > CorrectionWidening.LongestOpened - 100)
        {
            found.Add((nameof(MoreCells), "Cette liste de cellules est trop longue\u00a0: rouvrez plutôt leurs cadres."));
        }

        if (TextFault("Dites à l’opérateur, en une phrase, pourquoi la demande est élargie.") is { } fault)
        {
            found.Add((nameof(Text), fault));
        }

        faults = found;
        return new WideningRequest(Trimmed, parts, Whole, Documents, due);
    }

    private DateTimeOffset? Due(DeclarationReopening standing, DateTimeOffset now, List<(string, string)> found)
    {
        if (TypedMoment.Day(Day) is not { } day)
        {
            found.Add((nameof(Day), TypedMoment.DayFault));
            return null;
        }

        var due = ParisTime.At(day, new TimeOnly(23, 59, 59));
        if (due <= now || due > now.AddYears(1) || due <= standing.DueAt)
        {
            found.Add((nameof(Day), standing.DueAt is { } current
                ? $"Choisissez une date à venir, dans l’année, plus lointaine que le {ParisTime.Day(current)}."
                : "Choisissez une date à venir, dans l’année."));
        }

        return due;
    }
}
