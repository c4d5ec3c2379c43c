using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>A statement opened by somebody who may read it, with all that its pages need to know.</summary>
/// <param name="Loaded">The statement and what it hangs on.</param>
/// <param name="Form">The definition it is filled on.</param>
/// <param name="Context">What its figures depend on beside its cells: last year, the body, the day.</param>
/// <param name="Access">What the person may do with it.</param>
/// <param name="Actor">The person.</param>
public sealed record Statement(LoadedDeclaration Loaded, FormDefinition Form, StatementContext Context, DeclarationAccess Access, Actor Actor)
{
    private FormEvaluation? _evaluation;
    private IReadOnlyList<Finding>? _findings;
    private HashSet<CellCode>? _unconfirmed;

    /// <summary>The statement and what it hangs on; what was computed from another reading of it is forgotten.</summary>
    public LoadedDeclaration Loaded
    {
        get;
        init
        {
            field = value;
            _evaluation = null;
            _findings = null;
            _unconfirmed = null;
        }
    }
    = Loaded;

    /// <summary>The antivirus is switched off, openly, on this installation.</summary>
    public bool AcceptsUnscanned { get; init; }

    public Guid Id => Loaded.Declaration.Id;

    public Declaration Declaration => Loaded.Declaration;

    /// <summary>What was submitted last year, computed cells included, in this year's codes; empty when nothing was.</summary>
    public CellValues Previous => Context.Previous;

    public bool HasPrevious => Previous.Count > 0;

    public int Exercise => Loaded.Campaign.Exercise;

    /// <summary>« ESF 2025 ».</summary>
    public string Name => Words.Name(Loaded.Campaign);

    /// <summary>« ESF 2025 – AKTO », « ESF FAF 2025 – Section … (section de AFDAS) ».</summary>
    public string Title => Words.Title(Loaded.Campaign, Loaded.Operator, Loaded.Host?.Name);

    /// <summary>Until when it is to be submitted; for a correction, which submission is corrected.</summary>
    public string Due(DateTimeOffset now) => Declaration.CorrectedNumber is { } number
        ? $"Rectification du dépôt n°\u00a0{number}\u00a0: modifiez la déclaration puis déposez-la de nouveau. {CorrectionWords.Due(Declaration.Correction, now)}".TrimEnd()
        : Words.Deadline(Loaded.Deadline, now);

    /// <summary>Its deadline is past: that of the campaign or, for a correction, the one that the DGEFP gave.</summary>
    public bool IsLate(DateTimeOffset now) => Declaration.IsCorrecting ? Declaration.IsCorrectionLate(now) : now > Loaded.Deadline;

    /// <summary>The statement computed and checked; computed when nobody did before.</summary>
    public FormEvaluation Evaluation
    {
        get => _evaluation ??= FormEvaluation.Of(Form, Declaration.Values(), Context);
        init => _evaluation = value;
    }

    /// <summary>The same; null when nobody computed it yet.</summary>
    public FormEvaluation? KnownEvaluation => _evaluation;

    /// <summary>Every value as it stands: typed, carried over, computed.</summary>
    public Calculation Calculation => Evaluation.Calculation;

    /// <summary>Result of the full check.</summary>
    public IReadOnlyList<Finding> Findings => _findings ??=
        StatementControls.Check(Evaluation, Declaration, Documents, Exercise);

    /// <summary>Codes of the cadres that do not concern the operator.</summary>
    public IReadOnlySet<string> WithoutObject => Declaration.WithoutObject(Form).Select(c => c.Cadre).ToHashSet();

    /// <summary>Controls switched off or downgraded during the campaign, named as the operator knows them.</summary>
    public IReadOnlyList<ChangedControl> ChangedControls => StatementControls.Changed(Form, Context.ControlChanges);

    public SubmissionReadiness Readiness => SubmissionReadiness.Of(Declaration, Findings);

    /// <summary>The documents joined, held against those asked.</summary>
    public DocumentChecklist Documents => Loaded.Checklist(Calculation.Values, AcceptsUnscanned);

    public FormProgress Progress => FormProgress.Of(Form, Calculation, WithoutObject);

    /// <summary>Filled from last year's submission: nobody types it.</summary>
    public bool IsLocked(CellCode code) => Calculation.Locked.Contains(code);

    /// <summary>Sealed: the corrections asked do not bear on that cell.</summary>
    public bool IsSealed(CellCode code) => !Declaration.MayWrite(code);

    /// <summary>Nobody types that cell now: filled from last year, or sealed.</summary>
    public bool CannotType(CellCode code) => IsLocked(code) || IsSealed(code);

    /// <summary>Why documents may not be changed: a French sentence; null when they may.</summary>
    public string? DocumentRefusal => Access.EditRefusal
        ?? (Declaration.MayChangeDocuments ? null : "Les corrections demandées ne portent pas sur les pièces\u00a0: elles restent scellées. Vous pouvez les consulter.");

    /// <summary>Holds last year's value until somebody confirms it.</summary>
    public bool IsUnconfirmed(CellCode code) => (_unconfirmed ??= Declaration.Unconfirmed.ToHashSet()).Contains(code);

    /// <summary>« Repris de 2024, à confirmer ».</summary>
    public string CarryOverNote => $"Repris de {Exercise - 1}, à confirmer";

    /// <summary>The values that these typed ones give.</summary>
    public Calculation Calculate(CellValues typed) => FormCalculator.Calculate(Form, typed, Context);
}
