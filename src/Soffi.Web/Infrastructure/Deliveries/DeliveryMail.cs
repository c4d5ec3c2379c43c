using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Deliveries;

/// <summary>A file that goes, or does not go, with a delivery.</summary>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Why">Why it is not joined, in French; null when it is.</param>
public sealed record DeliveredFile(string Name, long Size, string Sha256, string? Why = null);

/// <summary>The message of a delivery: the same for its preview and for its sending, but for the files, known when it leaves.</summary>
public static class DeliveryMail
{
    /// <summary>Hash of the bundle, of which the preview knows nothing yet.</summary>
    public const string ToCome = "(calculée au moment de l’envoi)";

    public static string Subject(SealedReceipt receipt) =>
        $"Soffi\u00a0: état {receipt.Kind} {receipt.Exercise} de {receipt.OperatorName}, accusé {receipt.ReceiptNumber}";

    /// <param name="files">In the order they are joined.</param>
    /// <param name="bundleSha256">Null when the bundle is not joined.</param>
    /// <param name="copy">1, then 2… when it is sent again.</param>
    public static IReadOnlyList<string> Lines(
        SealedReceipt receipt, LegalRecipient recipient, IReadOnlyList<DeliveredFile> files, string? bundleSha256, int copy, string contact) =>
    [
        $"En application de l’article {recipient.LegalBasis}, l’état statistique et financier (ESF) de l’exercice {receipt.Exercise} de {receipt.Body} vous est transmis."
            + (receipt.Number > 1 ? " Cette version remplace celles qui ont été déposées auparavant." : "")
            + (copy > 1 ? " Ce message est un nouvel envoi du même dépôt." : ""),
        $"Destinataire\u00a0: {recipient.Name}\n"
            + $"Numéro\u00a0: {receipt.ReceiptNumber} (dépôt n°\u00a0{receipt.Number} de cette déclaration)\n"
            + $"Déposé {receipt.Date}, soit {receipt.Instant}\n"
            + $"Signataire\u00a0: {receipt.SignatoryName}, {receipt.SignatoryFunction}\n"
            + $"Empreinte SHA-256 du dépôt\u00a0: {receipt.Sha256}"
            + (bundleSha256 is null ? "" : $"\nEmpreinte SHA-256 du dossier de preuve\u00a0: {bundleSha256}"),
        .. Files("Fichiers joints", files.Where(f => f.Why is null)),
        .. Files("Fichiers qui ne sont pas joints (demandez-les à l’assistance)", files.Where(f => f.Why is not null)),
        .. recipient.Code.StartsWith(LegalRecipients.Prefect, StringComparison.Ordinal)
            ? new[] { "Vos agents lisent aussi cette déclaration dans Soffi, rubrique «\u00a0Instruction\u00a0», avec celles de votre région." } : [],
        "Pour vérifier ces fichiers sans compte\u00a0: page /declarations/verification de Soffi, avec le numéro et l’empreinte, ou avec le dossier de preuve.",
        SealedReceipt.Worth,
        $"Contact\u00a0: {contact}",
    ];

    private static IEnumerable<string> Files(string title, IEnumerable<DeliveredFile> files)
    {
        var lines = files.Select(f => $"– {f.Name}{(f.Size == 0 ? "" : $", {DocumentWords.Size(f.Size)}")}{(f.Sha256.Length == 0 ? "" : $", SHA-256 {f.Sha256}")}{(f.Why is null ? "" : $"\u00a0: {f.Why}")}").ToList();
        return lines.Count == 0 ? [] : [$"{title}\u00a0:\n{string.Join('\n', lines)}"];
    }
}
