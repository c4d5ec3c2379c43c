using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Verification;

public enum VerdictKind
{
    Authentic = 1,

    /// <summary>It comes from a submission and is not what was submitted.</summary>
    Altered,

    /// <summary>No submission answers to it.</summary>
    Unknown,

    /// <summary>It could not be read: see the sentence.</summary>
    Unreadable,
}

/// <param name="Kind">What to believe of it.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Sentence">What it means and what to do.</param>
public sealed record Verdict(VerdictKind Kind, string Title, string Sentence)
{
    /// <summary>What was checked and holds, a sentence each.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>What differs, a sentence each. Of a figure, only what the person brought is said.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>When, by whom, under which form: said of an authentic proof only.</summary>
    public IReadOnlyList<(string Label, string Text)> Facts { get; init; } = [];

    public Tone Tone => Kind switch
    {
        VerdictKind.Authentic => Tone.Success,
        VerdictKind.Altered => Tone.Error,
        _ => Tone.Warning,
    };
}

/// <summary>The page where anyone verifies a receipt or a bundle.</summary>
public sealed record VerificationViewModel
{
    public string? Number { get; init; }

    public string? Fingerprint { get; init; }

    public string? NumberError { get; init; }

    public string? FingerprintError { get; init; }

    public string? FileError { get; init; }

    public Verdict? Verdict { get; init; }

    public InputOptions NumberField => new("numero", "Numéro de l’accusé")
    {
        Value = Number,
        Hint = "Par exemple\u00a0: ESF-2025-AKTO-1-7F3K9Q.",
        Error = NumberError,
    };

    public InputOptions FingerprintField => new("empreinte", "Début de l’empreinte SHA-256 du dépôt")
    {
        Value = Fingerprint,
        Hint = $"Au moins {Verifications.LeastDigits} signes (chiffres, lettres de a à f), tels qu’ils figurent sur l’accusé.",
        Error = FingerprintError,
    };

    public UploadOptions FileField => new("fichier", "Dossier de preuve", ".zip")
    {
        Hint = $"Le fichier .zip remis par Soffi, sans y rien changer. {DocumentWords.Size(ReceivedBundle.MaxBytes)} au plus. Il est lu puis oublié\u00a0: rien n’en est conservé.",
        Error = FileError,
    };

    public IReadOnlyList<SummaryError> Summary =>
    [
        .. NumberError is null ? Array.Empty<SummaryError>() : [new SummaryError(NumberError, NumberField.HtmlId)],
        .. FingerprintError is null ? Array.Empty<SummaryError>() : [new SummaryError(FingerprintError, FingerprintField.HtmlId)],
        .. FileError is null ? Array.Empty<SummaryError>() : [new SummaryError(FileError, FileField.HtmlId)],
    ];
}
