using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Declarations;

/// <summary>The lines that a table of the form prints in bold (totals, results), recalled before signing.</summary>
public sealed record TotalsTable(Cadre Cadre, FormTable Table, IReadOnlyList<FormRow> Rows);

/// <param name="Difference">What changed.</param>
/// <param name="Since">« depuis votre lecture du 3 mars à 10 h », « pendant votre lecture ».</param>
/// <param name="Authors">Who changed each cell last.</param>
public sealed record SignatureChanges(ContentDifference Difference, string Since, IReadOnlyDictionary<CellCode, CellChange> Authors);

/// <summary>The page that certifies and submits.</summary>
public sealed record SignatureViewModel(Statement Statement, SignatureRequest Request, SubmissionReadiness Readiness)
{
    public required IReadOnlyList<TotalsTable> Totals { get; init; }

    /// <summary>Names of the people who may sign.</summary>
    public required IReadOnlyList<string> Signatories { get; init; }

    /// <summary>SHA-256 of the version shown: what is signed, before the instant and the signatory are added to it.</summary>
    public required string Fingerprint { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Sentences by property of the request.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public SubmissionRefusal Refusal { get; init; }

    /// <summary>What changed since the person last read it; null when they read nothing else before.</summary>
    public SignatureChanges? SinceReading { get; init; }

    /// <summary>For a correction: what changed since the submission corrected.</summary>
    public SignatureChanges? SinceSubmission { get; init; }

    public bool CanSend => Statement.Access.CanSubmit && Readiness.IsReady;

    public InputOptions Function => new("fonction", "Fonction du signataire")
    {
        Value = Request.Function,
        Hint = "Par exemple\u00a0: directrice générale.",
        Autocomplete = "organization-title",
        Error = Errors.GetValueOrDefault(nameof(SignatureRequest.Function)),
    };

    public CheckboxOptions Certified => new(
        "certifie",
        CertificationWords.Of(Statement))
    {
        Error = Errors.GetValueOrDefault(nameof(SignatureRequest.Certified)),
    };

    /// <summary>Null when nothing was asked to be corrected.</summary>
    public CheckboxOptions? Corrected => Statement.Declaration.IsCorrecting
        ? new("corrige", CertificationWords.Corrected) { Error = Errors.GetValueOrDefault(nameof(SignatureRequest.Corrected)) }
        : null;

    public IReadOnlyList<SummaryError> Summary =>
    [
        .. Errors.Select(e => new SummaryError(e.Value, e.Key switch
        {
            nameof(SignatureRequest.Function) => Function.HtmlId,
            nameof(SignatureRequest.Corrected) => "corrige",
            _ => Certified.HtmlId,
        })),
    ];
}
