using System.Text.Json;

namespace Soffi.Domain.Declarations;

/// <summary>What the receipt of a submission says, read from its evidence and from nothing else.</summary>
/// <param name="HostName">The body that carries the operator as a section; null for a body of its own.</param>
/// <param name="FingerprintRead">SHA-256 of the content that the signatory had under their eyes; null for the evidence of before it was kept.</param>
public sealed record SealedReceipt(
    SealedContent Content, string ReceiptNumber, int Number, DateTimeOffset SubmittedAt, string OperatorName, string OperatorSiren, string? HostName,
    string Kind, int Exercise, string SignatoryName, string SignatoryFunction, string Sha256, string? Certification, string? FingerprintRead)
{
    /// <summary>Sentence that every receipt carries.</summary>
    public const string Worth = "Le présent accusé de dépôt ne vaut pas contrôle de conformité de la déclaration.";

    /// <summary>« le 23 novembre 2026 à 7 h 05 (heure de Paris) ».</summary>
    public string Date => $"le {ParisTime.DayAndHour(SubmittedAt)} (heure de Paris)";

    /// <summary>« 2026-11-23 06:05:00 UTC ».</summary>
    public string Instant => SubmittedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>« Opérateur 7, SIREN 123456789, section de X ».</summary>
    public string Body => $"{OperatorName}, SIREN {OperatorSiren}{(HostName is null ? "" : $", section de {HostName}")}";

    /// <summary>« État statistique et financier, exercice 2025, version 1 ».</summary>
    public string Form => $"{Content.FormTitle}, exercice {Exercise}, version {Content.FormVersion}";

    /// <summary>True when the content sealed is, byte for byte, the one read; null when the evidence does not say what was read.</summary>
    public bool? IsAsRead { get; private init; }

    /// <param name="json">The evidence, canonical JSON.</param>
    /// <exception cref="Exception">It is not one.</exception>
    public static SealedReceipt Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var (body, form, signatory) = (root.GetProperty("operateur"), root.GetProperty("formulaire"), root.GetProperty("signataire"));
        var hash = SubmissionSnapshot.HashOf(json);
        var number = root.GetProperty("numero").GetInt32();
        var kind = Enum.Parse<Campaigns.StatementKind>(SealedContent.Text(form, "nature"), ignoreCase: true);
        var certification = root.TryGetProperty("certification", out var certified) ? certified : (JsonElement?)null;
        var read = certification is { } read1 ? SealedContent.Text(read1, "empreinteLue") : null;
        return new SealedReceipt(
            SealedContent.Of(json), SubmissionSnapshot.ReceiptNumber(kind, form.GetProperty("exercice").GetInt32(), SealedContent.Text(body, "code"), number, hash),
            number, root.GetProperty("deposeLe").GetDateTimeOffset(), SealedContent.Text(body, "denomination"), SealedContent.Text(body, "siren"),
            body.TryGetProperty("sectionDe", out var host) ? SealedContent.Text(host, "denomination") : null,
            SealedContent.Text(form, "nature"), form.GetProperty("exercice").GetInt32(), SealedContent.Text(signatory, "nom"), SealedContent.Text(signatory, "fonction"),
            hash, certification is { } said ? SealedContent.Text(said, "texte") : null, read)
        {
            IsAsRead = read is null ? null : SubmissionSnapshot.HashOf(SealedContent.TextOf(json)) == read,
        };
    }
}
