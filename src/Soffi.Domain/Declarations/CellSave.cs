using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>What one person sends to be saved: only input cells of the form, already read (unreadable ones included).</summary>
/// <param name="Values">Code to value; a blank erases.</param>
/// <param name="BaseRevision">Revision of the statement when the page was shown.</param>
/// <param name="Overrides">Cells in conflict for which the person chose their own value, having seen the other.</param>
public sealed record CellSave(
    IReadOnlyDictionary<CellCode, CellValue> Values, int BaseRevision, IReadOnlySet<CellCode> Overrides, CellSource Source = CellSource.Typed)
{
    /// <summary>What is known of some cells apart: typed on another revision, pasted, sent before without an answer.</summary>
    public IReadOnlyDictionary<CellCode, CellOrigin> Origins { get; init; } = new Dictionary<CellCode, CellOrigin>();

    internal CellOrigin OriginOf(CellCode code) => Origins.GetValueOrDefault(code) ?? new CellOrigin(BaseRevision, Source, []);
}

/// <summary>Where one value comes from.</summary>
/// <param name="BaseRevision">Revision of the statement that stood on the screen when the cell was typed.</param>
/// <param name="Source">How it came.</param>
/// <param name="Sent">
/// Values that the same page sent before for that cell without ever hearing the answer (lost network): when one of them was
/// saved, by the same person, it is no conflict with this one.
/// </param>
public sealed record CellOrigin(int BaseRevision, CellSource Source, IReadOnlyList<CellValue> Sent);

/// <param name="Saved">Changes written.</param>
/// <param name="Conflicts">Cells left as they stood because somebody else changed them meanwhile.</param>
public sealed record SaveOutcome(IReadOnlyList<CellChange> Saved, IReadOnlyList<CellConflict> Conflicts)
{
    /// <summary>Cells left as they stood because the corrections asked do not bear on them.</summary>
    public IReadOnlyList<CellCode> Sealed { get; init; } = [];
}

/// <param name="Standing">The other person's value, which stands.</param>
/// <param name="Typed">One's own, kept on the page.</param>
public sealed record CellConflict(CellCode Code, CellValue Standing, CellValue Typed, string OtherAuthor, DateTimeOffset At)
{
    /// <summary>The other is oneself, in another window.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Revision that wrote the standing value: whoever chooses their own having seen it stands on that one.</summary>
    public int Revision { get; init; }
}
