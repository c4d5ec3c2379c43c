using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What is missing in a table.</summary>
/// <param name="Words">« 3 cellules obligatoires à remplir, 1 cellule à corriger ».</param>
/// <param name="First">The first of them.</param>
public sealed record MissingInTable(FormTable Table, string Words, FormCell First);

/// <summary>Where a cadre stands, and all that it still waits for.</summary>
public sealed record CadreCompleteness(CadreProgress Progress)
{
    public Cadre Cadre => Progress.Cadre;

    /// <summary>Tables where a cell is missing or to be corrected.</summary>
    public required IReadOnlyList<MissingInTable> Missing { get; init; }

    /// <summary>Values taken over from last year and not confirmed.</summary>
    public required IReadOnlyList<FormCell> Unconfirmed { get; init; }

    /// <summary>Findings left besides cells missing, to be corrected or to be confirmed.</summary>
    public required int Findings { get; init; }

    /// <summary>Declared « sans objet », whether or not something was typed since; null when it is not.</summary>
    public CadreWithoutObject? Declared { get; init; }

    /// <summary>It may be declared so: nothing is typed in it.</summary>
    public bool MayDeclare { get; init; }

    /// <summary>Nothing is left to do in it.</summary>
    public bool IsDone => Progress.IsComplete && Missing.Count == 0 && Unconfirmed.Count == 0 && Findings == 0;
}

/// <summary>What is left before the statement can be submitted.</summary>
/// <param name="Documents">Documents missing or not analysed, a sentence each.</param>
/// <param name="TimeLeft">« Il reste environ 25 minutes… », or why it cannot be said.</param>
public sealed record CompletenessViewModel(
    Statement Statement, IReadOnlyList<CadreCompleteness> Cadres, IReadOnlyList<string> Documents, string TimeLeft)
{
    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Cadres where last year's values may be taken over.</summary>
    public IReadOnlyList<TakeableCadre> Takeable { get; } = CadreCarryOvers.Of(Statement);

    public int Complete => Cadres.Count(c => c.IsDone);
}

/// <summary>The page where a cadre is declared « sans objet ».</summary>
/// <param name="Typed">Cells that hold a value: they must be erased first.</param>
public sealed record WithoutObjectViewModel(Statement Statement, Cadre Cadre, IReadOnlyList<FormCell> Typed)
{
    /// <summary>Reason being written.</summary>
    public string? Reason { get; init; }

    public string? Error { get; init; }

    /// <summary>Why nothing may be declared here; null when it may.</summary>
    public string? Refusal { get; init; }

    /// <summary>The page had expired: nothing was written.</summary>
    public bool Expired { get; init; }

    /// <summary>Kept while the person signed in again.</summary>
    public bool Held { get; init; }
}
