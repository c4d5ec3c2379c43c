using Microsoft.AspNetCore.Html;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>Why the page of a cadre is shown with values that are not saved.</summary>
public enum UnsavedReason
{
    None,

    /// <summary>The antiforgery token had expired.</summary>
    TokenExpired,

    /// <summary>Kept while the person signed in again or accepted new terms of use.</summary>
    Held,

    /// <summary>The form named cells that nobody may type, or a text too long.</summary>
    Refused,

    /// <summary>The statement was closed meanwhile.</summary>
    Closed,
}

/// <summary>An entry of the list of cadres.</summary>
public sealed record CadreLink(CadreProgress Progress, bool IsCurrent)
{
    public Cadre Cadre => Progress.Cadre;

    /// <summary>Where the cadre stands, in words.</summary>
    public string State => Words.Of(Progress);
}

/// <summary>A typed value that could not be saved because the statement was closed meanwhile.</summary>
public sealed record UnsavedCell(FormCell Cell, string Typed);

/// <summary>The page of a cadre.</summary>
public sealed record EntryViewModel(Statement Statement, Cadre Cadre)
{
    public required IReadOnlyList<GridViewModel> Grids { get; init; }

    public required IReadOnlyList<CadreLink> Cadres { get; init; }

    /// <summary>Revision the values shown stand on.</summary>
    public required int Revision { get; init; }

    /// <summary>Errors with links to their cells.</summary>
    public required IReadOnlyList<SummaryError> Errors { get; init; }

    public IReadOnlyList<CellConflict> Conflicts { get; init; } = [];

    public IReadOnlyDictionary<CellCode, ConflictChoice> Choices { get; init; } = new Dictionary<CellCode, ConflictChoice>();

    public IReadOnlyList<CadrePresence> Others { get; init; } = [];

    public IReadOnlyList<RejectedCell> Rejected { get; init; } = [];

    public IReadOnlyList<UnsavedCell> Unsaved { get; init; } = [];

    public UnsavedReason Reason { get; init; }

    /// <summary>The page shows values that are not saved: it waits for the button, nothing leaves by itself.</summary>
    public bool HoldsUnsaved => Reason != UnsavedReason.None || Conflicts.Count > 0;

    /// <summary>« Enregistré à 9 h 42 : 12 cellules »; null before anything was saved.</summary>
    public string? Status { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required GridTemplates Templates { get; init; }

    public bool IsReadOnly => !Statement.Access.CanEdit;

    public Cadre? Previous => Statement.Form.Cadres.ElementAtOrDefault(Index - 1);

    public Cadre? Next => Statement.Form.Cadres.ElementAtOrDefault(Index + 1);

    /// <summary>Grids are told line after line (phones, screen readers).</summary>
    public bool IsLinear { get; init; }

    /// <summary>What may be taken over from last year in that table.</summary>
    public LastYearViewModel? LastYear(GridViewModel grid) => LastYearViewModel.Of(Statement, grid.Table);

    public IHtmlContent Content(GridViewModel grid) => grid.IsFieldList
        ? new FieldListHtml(grid)
        : IsLinear ? new LinearHtml(grid, code => Links.CellDetail(Statement.Id, code))
        : new GridHtml(Templates.Of(Statement.Form, grid.Table), grid);

    public IHtmlContent Definitions(GridViewModel grid) => Templates.Of(Statement.Form, grid.Table).Definitions;

    private int Index => Statement.Form.Cadres.Select((c, i) => (c, i)).First(p => p.c == Cadre).i;
}
