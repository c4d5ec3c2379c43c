using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>What one person sends to be saved: only input cells of the form, already read (unreadable ones included).</summary>
/// <param name="Values">Code to value; a blank erases.</param>
/// <param name="BaseRevision">Revision of the statement when the page was shown.</param>
/// <param name="Overrides">Cells in conflict for which the person chose their own value, having seen the other.</param>
public sealed record CellSave(
    IReadOnlyDictionary<CellCode, CellValue> Values, int BaseRevision, IReadOnlySet<CellCode> Overrides, CellSource Source = CellSource.Typed);

/// <param name="Saved">Changes written.</param>
/// <param name="Conflicts">Cells left as they stood because somebody else changed them meanwhile.</param>
public sealed record SaveOutcome(IReadOnlyList<CellChange> Saved, IReadOnlyList<CellConflict> Conflicts);

/// <param name="Standing">The other person's value, which stands.</param>
/// <param name="Typed">One's own, kept on the page.</param>
public sealed record CellConflict(CellCode Code, CellValue Standing, CellValue Typed, string OtherAuthor, DateTimeOffset At);
