namespace Soffi.Domain.Forms;

/// <summary>All that a statement's figures depend on beside its own cells.</summary>
public sealed record StatementContext
{
    /// <summary>A statement of nobody in particular, the first of its body.</summary>
    public static StatementContext None { get; } = new();

    /// <summary>Last year's submitted values in this year's codes (<see cref="FormMapping.Translate"/>); empty when there is none (R07).</summary>
    public CellValues Previous { get; init; } = CellValues.Empty;

    /// <summary>Day of the check in Paris. By default the last of days: no date comes after it.</summary>
    public DateOnly Today { get; init; } = DateOnly.MaxValue;

    /// <summary>What <c>$exercice</c> stands for when a form is tried on the statements of another year; null for the year of the form.</summary>
    public int? Exercise { get; init; }

    /// <summary>Code of the body, for the parameters that depend on it.</summary>
    public string? OperatorCode { get; init; }

    /// <summary>INSEE code of its region, or null.</summary>
    public string? RegionCode { get; init; }

    /// <summary>Controls switched off or downgraded during the campaign, by their code.</summary>
    public IReadOnlyDictionary<string, ControlChange> ControlChanges { get; init; } = new Dictionary<string, ControlChange>();

    /// <summary>Findings known outside the cells: a missing document (F05), an opening that was corrected since (R06).</summary>
    public IReadOnlyList<Finding> Facts { get; init; } = [];

    /// <summary>Codes of the cadres that do not concern the body: their blank cells are not missing.</summary>
    public IReadOnlySet<string> WithoutObject { get; init; } = new HashSet<string>();

    /// <summary>Last year's statement was corrected since this one was submitted; null when not, or when this one was not submitted.</summary>
    public LateCorrection? LateCorrection { get; init; }

    /// <summary>True during the review: the controls meant for agents are checked too.</summary>
    public bool ForAgents { get; init; }

    /// <summary>A statement known by last year's values alone.</summary>
    public static implicit operator StatementContext(CellValues previous) => FromCellValues(previous);

    /// <summary>A statement known by last year's values alone.</summary>
    public static StatementContext FromCellValues(CellValues previous) => new() { Previous = previous };
}

/// <summary>What an administrator decided about a control during the campaign; the form does not move.</summary>
/// <param name="ControlCode">« P04 »: all its instances.</param>
/// <param name="Severity">The lower severity it now has; null when it is switched off.</param>
/// <param name="Reason">Why, in French; shown to those concerned.</param>
/// <param name="At">Since when.</param>
public sealed record ControlChange(string ControlCode, Severity? Severity, string Reason, DateTimeOffset At);
