using System.Text.Json;

namespace Soffi.Domain.Declarations;

/// <summary>Why a finding « à justifier » stands, as a code that can be counted from year to year.</summary>
/// <param name="Code">Permanent, never reused for another meaning: « CALENDRIER ».</param>
/// <param name="Label">In French; may be reworded, never turned to another meaning.</param>
/// <param name="Hint">What it covers; may be empty.</param>
/// <param name="Since">Version of the nomenclature that brought it.</param>
/// <param name="MinLength">Least length of the text that goes with it, in characters.</param>
/// <param name="RetiredIn">Version from which nobody chooses it any more; null while it may be chosen.</param>
public sealed record ExplanationReason(string Code, string Label, string Hint, int Since, int MinLength, int? RetiredIn)
{
    /// <summary>Greatest length of a code, in characters.</summary>
    public const int LongestCode = 16;

    /// <summary>Greatest length of a label, in characters.</summary>
    public const int LongestLabel = 120;

    /// <summary>Of the explanations written before reasons were coded.</summary>
    public const string UnspecifiedCode = "NON-PRECISE";

    /// <summary>Its label; nobody may choose it.</summary>
    public const string UnspecifiedLabel = "Non précisé (avant la nomenclature des motifs)";

    /// <summary>What an explanation written before reasons were coded has.</summary>
    public static ExplanationReason Unspecified { get; } = new(UnspecifiedCode, UnspecifiedLabel, "", 0, Explanation.MinLength, 1);

    public bool MayBeChosen => RetiredIn is null;
}

/// <summary>A file of reasons that cannot be accepted; the message says what to correct.</summary>
public sealed class ExplanationReasonsException(string file, string sentence) : Exception($"{file}\u00A0: {sentence}");

/// <summary>The nomenclature of the reasons of explanations, read from a file. Its version grows with each code added or retired.</summary>
public sealed class ExplanationReasons
{
    private readonly Dictionary<string, ExplanationReason> _byCode;

    private ExplanationReasons(int version, IReadOnlyList<ExplanationReason> all)
    {
        Version = version;
        All = all;
        _byCode = all.Append(ExplanationReason.Unspecified).ToDictionary(r => r.Code, StringComparer.Ordinal);
    }

    /// <summary>1 for the first.</summary>
    public int Version { get; }

    /// <summary>Every code there ever was, in the order of the file.</summary>
    public IReadOnlyList<ExplanationReason> All { get; }

    /// <summary>Those that may be chosen now, in the order shown.</summary>
    public IEnumerable<ExplanationReason> Choices => All.Where(r => r.MayBeChosen);

    /// <summary>That of that code, retired or not; null when there was never one.</summary>
    public ExplanationReason? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <param name="file">Name shown in errors.</param>
    /// <exception cref="ExplanationReasonsException">The file cannot be accepted.</exception>
    public static ExplanationReasons Read(string file, string json)
    {
        NomenclatureFile content;
        try
        {
            content = JsonSerializer.Deserialize<NomenclatureFile>(json, StrictJson.Options) ?? throw new ExplanationReasonsException(file, "le fichier est vide.");
        }
        catch (JsonException refused)
        {
            throw new ExplanationReasonsException(file, $"ligne {(refused.LineNumber ?? 0) + 1}, clé inconnue ou absente, ou valeur refusée ({refused.Path ?? "$"}).");
        }

        var reasons = content.Reasons.Select(r => new ExplanationReason(
            r.Code, r.Label.Trim(), r.Hint.Trim(), r.Since, r.MinLength ?? Explanation.MinLength, r.RetiredIn)).ToList();
        var fault = reasons.Select(r => FaultOf(r, content.Version)).FirstOrDefault(f => f is not null)
            ?? (reasons.GroupBy(r => r.Code).FirstOrDefault(g => g.Count() > 1) is { } twice
                ? $"le code «\u00A0{twice.Key}\u00A0» est employé deux fois\u00A0: un code ne sert qu’à un sens, pour toujours." : null)
            ?? (reasons.Exists(r => r.MayBeChosen) ? null : "aucun motif ne peut être choisi.");
        return fault is null ? new ExplanationReasons(content.Version, reasons) : throw new ExplanationReasonsException(file, fault);
    }

    private static string? FaultOf(ExplanationReason reason, int version) => reason switch
    {
        { Code: "" } or { Code.Length: > ExplanationReason.LongestCode } => $"le code «\u00A0{reason.Code}\u00A0» compte de 1 à {ExplanationReason.LongestCode} signes.",
        _ when !reason.Code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-') =>
            $"le code «\u00A0{reason.Code}\u00A0» ne porte que majuscules sans accent, chiffres et traits d’union.",
        { Code: ExplanationReason.UnspecifiedCode } => $"le code «\u00A0{reason.Code}\u00A0» est réservé aux justifications d’avant la nomenclature.",
        { Label: "" } or { Label.Length: > ExplanationReason.LongestLabel } => $"le libellé de «\u00A0{reason.Code}\u00A0» compte de 1 à {ExplanationReason.LongestLabel} signes.",
        _ when reason.Since < 1 || reason.Since > version => $"«\u00A0{reason.Code}\u00A0» est apparu dans une version de 1 à {version}.",
        _ when reason.RetiredIn is { } retired && (retired <= reason.Since || retired > version) => $"«\u00A0{reason.Code}\u00A0» est retiré dans une version de {reason.Since + 1} à {version}.",
        _ when reason.MinLength < Explanation.MinLength || reason.MinLength > Explanation.MaxLength => $"la longueur demandée par «\u00A0{reason.Code}\u00A0» va de {Explanation.MinLength} à {Explanation.MaxLength}.",
        _ => null,
    };

    private sealed record NomenclatureFile(int Version, IReadOnlyList<ReasonFile> Reasons);

    private sealed record ReasonFile(string Code, string Label, string Hint, int Since, int? MinLength = null, int? RetiredIn = null);
}
