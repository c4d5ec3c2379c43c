using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Cadres that do not concern the operator. Such a cadre owes no answer as long as nothing is typed in it: a value typed
/// there wins by itself, for a draft is never refused for what it contains, and what is signed is what is there. Each change
/// counts as a change of the statement: whoever signs has seen it.
/// </summary>
public sealed partial class Declaration
{
    private List<CadreWithoutObject> _cadresWithoutObject = [];

    /// <summary>Cadres declared « sans objet », whether or not something was typed in them since.</summary>
    public IReadOnlyCollection<CadreWithoutObject> CadresWithoutObject => _cadresWithoutObject;

    /// <summary>Those of them that hold no typed value: nothing is owed there.</summary>
    public IReadOnlyList<CadreWithoutObject> WithoutObject(FormDefinition form) => _cadresWithoutObject.Count == 0
        ? []
        : [.. _cadresWithoutObject.Where(w => form.FindCadre(w.Cadre) is { } cadre && TypedIn(cadre).Count == 0).OrderBy(w => w.Cadre, StringComparer.Ordinal)];

    /// <summary>The cells of that cadre that somebody typed, in the order of the form.</summary>
    public IReadOnlyList<FormCell> TypedIn(Cadre cadre)
    {
        var tables = cadre.Tables.Select(t => t.Code).ToHashSet();
        var typed = _cells.Where(c => tables.Contains(c.Table)).Select(c => c.Code).ToHashSet();
        return typed.Count == 0 ? [] : [.. cadre.Cells.Where(c => c.IsInput && typed.Contains(c.Code))];
    }

    /// <summary>Says that the cadre does not concern the operator, or says so again with another reason.</summary>
    /// <returns>False, and nothing is done, when a value is typed in it: it must be erased first.</returns>
    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public bool DeclareWithoutObject(Cadre cadre, string reason, Actor actor, DateTimeOffset now)
    {
        var next = AfterCadres(cadre);
        if (TypedIn(cadre).Count > 0)
        {
            return false;
        }

        _cadresWithoutObject.RemoveAll(w => w.Cadre == cadre.Code);
        _cadresWithoutObject.Add(new CadreWithoutObject(Id, cadre.Code, reason.Trim(), actor, now));
        Status = next;
        Touch(now);
        return true;
    }

    /// <summary>The cadre concerns the operator after all.</summary>
    /// <returns>False, and nothing is done, when it was not said otherwise.</returns>
    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public bool WithdrawWithoutObject(Cadre cadre, DateTimeOffset now)
    {
        var next = AfterCadres(cadre);
        if (_cadresWithoutObject.RemoveAll(w => w.Cadre == cadre.Code) == 0)
        {
            return false;
        }

        Status = next;
        Touch(now);
        return true;
    }

    private DeclarationStatus AfterCadres(Cadre cadre) => (MayJudge(cadre) ? DeclarationTransitions.After(Status, DeclarationAct.JudgeCadre) : null)
        ?? throw new InvalidOperationException($"Statut {Status} : la saisie est close.");
}

/// <summary>A cadre declared « sans objet »: by whom, when and why.</summary>
public sealed class CadreWithoutObject
{
    private CadreWithoutObject()
    {
    }

    internal CadreWithoutObject(Guid declarationId, string cadre, string reason, Actor author, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        DeclarationId = declarationId;
        Cadre = cadre;
        Reason = reason;
        AuthorId = author.UserId;
        AuthorName = author.DisplayName;
        At = at;
    }

    /// <summary>Least length of the reason, in characters.</summary>
    public const int MinLength = 10;

    /// <summary>Greatest length, in characters.</summary>
    public const int MaxLength = 500;

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>Code of the cadre, « B5 ».</summary>
    public string Cadre { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when that reason can be kept; else what to write.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < MinLength => $"Expliquez en {MinLength} caractères au moins pourquoi ce cadre ne concerne pas votre organisme.",
        > MaxLength => $"Raccourcissez\u00a0: {MaxLength} caractères au plus.",
        _ => null,
    };
}
