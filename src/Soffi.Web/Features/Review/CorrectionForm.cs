using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>What an agent asks the operator to correct, as typed.</summary>
public sealed class CorrectionForm
{
    /// <summary>Least length of the text, in characters.</summary>
    public const int Shortest = 10;

    /// <summary>Days proposed to answer.</summary>
    private const int UsualDays = 15;

    /// <summary>Revision of the statement that was shown.</summary>
    public int Revision { get; set; }

    /// <summary>Everything is open again.</summary>
    public bool Whole { get; set; }

    public bool Documents { get; set; }

    /// <summary>Codes of cadres.</summary>
    public List<string> Cadres { get; init; } = [];

    /// <summary>Codes of cells, those of a finding together, separated by spaces.</summary>
    public List<string> Cells { get; init; } = [];

    /// <summary>Other codes of cells, as typed.</summary>
    public string? MoreCells { get; set; }

    public List<CorrectionReasons> Reasons { get; init; } = [];

    public string? Text { get; set; }

    /// <summary>Until when, a day of Paris.</summary>
    public string? Day { get; set; }

    /// <summary>An empty form for that revision.</summary>
    public static CorrectionForm Blank(int revision, string? cells, DateTimeOffset now) => new()
    {
        Revision = revision,
        MoreCells = cells,
        Day = ParisTime.Of(now).AddDays(UsualDays).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    };

    public CorrectionReasons AllReasons => Reasons.Where(r => StatusWords.Reasons.Any(k => k.Reason == r)).Aggregate(CorrectionReasons.None, (a, b) => a | b);

    /// <summary>Every code of a cell that was ticked or typed.</summary>
    public IEnumerable<string> Codes => OpenedParts.Codes(Cells.Append(MoreCells ?? ""));

    /// <summary>Reads what was typed.</summary>
    /// <param name="number">The submission to correct.</param>
    /// <param name="faults">Field and sentence; the request counts only when there are none.</param>
    public CorrectionRequest Read(FormDefinition form, int number, DateTimeOffset now, out IReadOnlyList<(string Field, string Fault)> faults)
    {
        var found = new List<(string, string)>();
        var unknown = new List<string>();
        var parts = Whole ? [] : OpenedParts.Read(form, Cadres, Codes, unknown);
        found.AddRange(unknown.Select(u => (nameof(MoreCells), u)));
        if (!Whole && !Documents && parts.Count == 0 && found.Count == 0)
        {
            found.Add((nameof(Cadres), "Choisissez au moins un cadre, une cellule ou les pièces à rouvrir."));
        }

        if (AllReasons == CorrectionReasons.None)
        {
            found.Add((nameof(Reasons), "Choisissez au moins un motif."));
        }

        var text = Text?.Trim() ?? "";
        if (text.Length is < Shortest or > DeclarationReopening.LongestReason)
        {
            found.Add((nameof(Text), text.Length < Shortest
                ? "Dites à l’opérateur, en une phrase, ce qu’il doit corriger."
                : $"Ce texte ne peut pas dépasser {DeclarationReopening.LongestReason}\u00a0caractères."));
        }

        var due = Due(now, found);
        faults = found;
        return new CorrectionRequest(number, AllReasons, text, due, parts, Documents) { DocumentsOnly = !Whole && parts.Count == 0 };
    }

    private DateTimeOffset? Due(DateTimeOffset now, List<(string, string)> found)
    {
        if (TypedMoment.Day(Day) is not { } day)
        {
            found.Add((nameof(Day), TypedMoment.DayFault));
            return null;
        }

        var due = ParisTime.At(day, new TimeOnly(23, 59, 59));
        if (due <= now || due > now.AddYears(1))
        {
            found.Add((nameof(Day), "Choisissez une date à venir, dans l’année."));
        }

        return due;
    }
}
