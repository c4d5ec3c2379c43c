using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>What a page of figures sends to have them frozen. Names are those of the fields.</summary>
public sealed class FreezeForm
{
    /// <summary>« J2 », or « requete ».</summary>
    public string? Tableau { get; set; }

    public string? Question { get; set; }

    /// <summary>Hash of what the reader saw; empty when they saw nothing.</summary>
    public string? Empreinte { get; set; }

    public string? Titre { get; set; }

    public string? Note { get; set; }

    public bool Partage { get; set; }

    /// <summary>What is wrong with what was typed.</summary>
    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (Titre?.Trim().Length > FrozenResult.LongestTitle)
        {
            yield return (nameof(Titre), $"Raccourcissez le titre\u00A0: {FrozenResult.LongestTitle} caractères au plus.");
        }

        if (Note?.Trim().Length > FrozenResult.LongestNote)
        {
            yield return (nameof(Note), $"Raccourcissez la note\u00A0: {FrozenResult.LongestNote} caractères au plus.");
        }
    }

    /// <summary>A result too long to be shown is not frozen: what is frozen is what is seen.</summary>
    public static IEnumerable<string> Faults(StatResult result)
    {
        if (result.Rows.LongCount() * result.Columns.Count is var cells and > StatQuery.MaxShown)
        {
            yield return $"Ce résultat compte {StatText.Number(cells, 0)} cases, plus que les {StatText.Number(StatQuery.MaxShown, 0)} qu’une page montre\u00A0: gardez moins de modalités pour le figer.";
        }
    }
}

/// <summary>The form, when it was not accepted at once.</summary>
/// <param name="Changed">The figures are no longer those that were seen.</param>
/// <param name="Back">The page of the figures.</param>
public sealed record FreezeViewModel(FreezeForm Form, string Back, bool Changed);

public sealed record FrozenListViewModel(IReadOnlyList<FrozenLine> Lines, Guid Me, int Page, int Pages);

/// <summary>What becomes of a frozen result when its question is asked again.</summary>
public enum FrozenState
{
    /// <summary>The same figures.</summary>
    Current,

    /// <summary>Other figures, or another coverage.</summary>
    Differs,

    /// <summary>The question can no longer be put: a cell, an exercise, an operator is gone.</summary>
    Refused,

    /// <summary>The table is no longer published.</summary>
    TableGone,
}

/// <summary>The question of a frozen result asked again, with the rights it was frozen with.</summary>
/// <param name="Table">Null when it cannot be asked.</param>
public sealed record FrozenAgain(FrozenState State, FrozenTable? Table, string Sha256, IReadOnlyList<string> Refusals);

/// <summary>What is known of a frozen result besides its figures.</summary>
/// <param name="LivePath">The page that shows the same question today.</param>
public sealed record FrozenFacts(
    string Code, string Title, string Note, string TableId, string Sha256, string AuthorName, DateTimeOffset FrozenAt, StatScope Scope, bool National,
    bool IsShared, bool IsIntact, string LivePath)
{
    public static FrozenFacts Of(FrozenResult frozen) => new(
        frozen.Code, frozen.Title, frozen.Note, frozen.TableId, frozen.Sha256, frozen.AuthorName, frozen.FrozenAt, frozen.Scope, frozen.National, frozen.IsShared,
        frozen.IsIntact, StatQuestions.Address(frozen.TableId, frozen.Question));

    public string Path => $"/statistiques/figes/{Code}";

    /// <summary>« J2 », « requête ».</summary>
    public string TableName => TableId == StatQuestions.Builder ? "requête" : TableId;

    /// <summary>Who reads it, in French.</summary>
    public string Readers => National
        ? "agents qui voient chaque opérateur" : "agents des mêmes directions régionales, et agents qui voient chaque opérateur";
}

/// <param name="Page">Page of the lines asked for.</param>
public sealed record FrozenViewModel(FrozenFacts Facts, FrozenTable Table, FrozenAgain Again, bool MayWithdraw, int Page)
{
    public StatResultPage<FrozenGroup> Shown { get; } = StatResultPage.Of(Table, Page);

    /// <summary>Address of another page of the same result.</summary>
    public string PagePath(int page) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Facts.Path}?page={page}#tableau");
}

/// <param name="Hidden">The figures are left out: fewer than three operators changed, and the difference would tell what one declared.</param>
public sealed record FrozenComparisonViewModel(
    FrozenFacts Facts, FrozenAgain Again, FrozenComparison? Comparison, IReadOnlyList<FrozenEvent> Events, bool Hidden, int Page)
{
    public const int PageSize = 200;

    public int Pages => Math.Max(1, ((Comparison?.Cells.Count ?? 0) + PageSize - 1) / PageSize);

    public IEnumerable<FrozenChange> Shown => (Comparison?.Cells ?? []).Skip((Page - 1) * PageSize).Take(PageSize);
}

public sealed record FrozenWithdrawalViewModel(FrozenFacts Facts, string? Reason);

public sealed record FrozenGoneViewModel(string Title, string Code, string Sha256, DateTimeOffset FrozenAt, DateTimeOffset WithdrawnAt, string WithdrawnBy, string Reason);
