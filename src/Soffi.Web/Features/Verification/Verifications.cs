using System.Text;
using System.Text.Json;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Proofs;

namespace Soffi.Web.Features.Verification;

/// <summary>
/// Says what to believe of a receipt number or of a bundle, held against what is kept here. Nothing is said that the person did
/// not bring: neither a figure, nor a finding, nor a name of theirs.
/// </summary>
public sealed class Verifications(VerificationQueries queries, SubmissionProofs proofs)
{
    /// <summary>Digits of the fingerprint asked beside a number: the number alone holds thirty bits of it, these add thirty-four.</summary>
    public const int LeastDigits = 16;

    private const int MostDifferences = 40;

    /// <summary>A number and the beginning, or the whole, of the fingerprint.</summary>
    public async Task<Verdict> Number(string receiptNumber, string fingerprint, CancellationToken cancellation)
    {
        if (await queries.ByNumber(receiptNumber, cancellation) is not { } submission)
        {
            return new Verdict(VerdictKind.Unknown, "Accusé inconnu", $"Aucun dépôt ne porte le numéro {receiptNumber}. Vérifiez chaque signe\u00a0: ni O, ni I, ni L, ni U ne figurent dans les six derniers.");
        }

        if (!SubmissionSnapshot.IsIntact(submission))
        {
            return Damaged;
        }

        return submission.Sha256.StartsWith(fingerprint, StringComparison.Ordinal)
            ? new Verdict(VerdictKind.Authentic, "Accusé authentique", "Ce numéro et cette empreinte sont ceux d’un dépôt enregistré ici.") { Facts = await Facts(submission, cancellation) }
            : new Verdict(VerdictKind.Altered, "L’empreinte ne correspond pas", "Ce numéro est celui d’un dépôt, mais l’empreinte n’est pas la sienne\u00a0: l’accusé a été modifié, ou l’empreinte mal recopiée.");
    }

    public async Task<Verdict> Bundle(ReceivedBundle bundle, CancellationToken cancellation)
    {
        if (Sentence(bundle.Fault) is { } unreadable)
        {
            return unreadable;
        }

        if (Evidence(bundle.Files[ProofBundle.Evidence]) is not var (text, receipt, declaration))
        {
            return NotABundle;
        }

        if (await queries.ByStatement(declaration, receipt.Number, cancellation) is not { } submission)
        {
            return new Verdict(VerdictKind.Unknown, "Dépôt inconnu", "Ce dossier ne correspond à aucun dépôt enregistré ici.");
        }

        if (!SubmissionSnapshot.IsIntact(submission))
        {
            return Damaged;
        }

        var (held, differences) = await Compare(bundle, submission, text, receipt, cancellation);
        return differences.Count == 0
            ? new Verdict(VerdictKind.Authentic, "Dossier authentique", "Ce dossier est, à l’octet près, celui d’un dépôt enregistré ici.")
            {
                Facts = await Facts(submission, cancellation),
                Held = held,
            }
            : new Verdict(VerdictKind.Altered, "Dossier modifié", "Ce dossier vient d’un dépôt enregistré ici, mais il n’est plus ce qui a été remis. Ne vous y fiez pas\u00a0: demandez à l’organisme un dossier neuf.")
            {
                Held = held,
                Differences = differences.Count <= MostDifferences ? differences : [.. differences.Take(MostDifferences), $"et {differences.Count - MostDifferences} autres différences."],
            };
    }

    private static Verdict NotABundle { get; } = new(
        VerdictKind.Unreadable, "Ce fichier n’est pas un dossier de preuve", "Donnez le fichier .zip remis par Soffi, entier et sans l’avoir décompressé.");

    private static Verdict Damaged { get; } = new(
        VerdictKind.Unreadable, "Vérification impossible", "Ce qui est conservé ici de ce dépôt ne correspond plus à sa propre empreinte. Signalez-le à l’assistance.");

    private static Verdict? Sentence(BundleFault fault) => fault switch
    {
        BundleFault.TooLarge => new Verdict(
            VerdictKind.Unreadable, "Ce fichier est trop volumineux", $"Un dossier de preuve ne dépasse jamais {DocumentWords.Size(ReceivedBundle.MaxBytes)}\u00a0: ce n’en est pas un."),
        BundleFault.Bomb => new Verdict(
            VerdictKind.Unreadable, "Cette archive est anormale", "Décompressée, elle dépasse de loin un dossier de preuve\u00a0: elle n’a pas été lue."),
        BundleFault.NotABundle => NotABundle,
        _ => null,
    };

    /// <summary>The evidence as sent; null when it is not one.</summary>
    private static (string Text, SealedReceipt Receipt, Guid Declaration)? Evidence(byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            using var document = JsonDocument.Parse(text);
            return (text, SealedReceipt.Of(text), document.RootElement.GetProperty("declaration").GetGuid());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private async Task<(List<string> Held, List<string> Differences)> Compare(
        ReceivedBundle bundle, Submission submission, string text, SealedReceipt receipt, CancellationToken cancellation)
    {
        var (held, differences) = (new List<string>(), new List<string>());
        if (text == submission.CanonicalJson)
        {
            held.Add($"{ProofBundle.Evidence}\u00a0: les valeurs, les constats, les justifications, les pièces et le signataire sont ceux du dépôt.");
        }
        else
        {
            differences.AddRange(EvidenceDifference.Of(text, receipt, submission.CanonicalJson));
        }

        var made = await proofs.Files(submission, cancellation);
        foreach (var name in ProofBundle.Names.Where(n => n is not (ProofBundle.Evidence or ProofBundle.Journal or ProofBundle.Hashes)))
        {
            Judge(name, bundle.Files.GetValueOrDefault(name), made[name], held, differences);
        }

        Judge(ProofBundle.Hashes, bundle.Files.GetValueOrDefault(ProofBundle.Hashes), ProofBundle.HashesOf(bundle.Files), held, differences);
        await JudgeJournal(bundle.Files.GetValueOrDefault(ProofBundle.Journal), made[ProofBundle.Journal], held, differences, cancellation);
        differences.AddRange(bundle.Strangers.Select(s => $"«\u00a0{(s.Length > 60 ? s[..60] + "…" : s)}\u00a0» ne fait pas partie d’un dossier de preuve."));
        return (held, differences);
    }

    private static void Judge(string name, byte[]? received, byte[] made, List<string> held, List<string> differences)
    {
        var (list, words) = received is null ? (differences, "manque.") : received.AsSpan().SequenceEqual(made) ? (held, "conforme.") : (differences, "n’est pas celui qui a été remis.");
        list.Add($"{name}\u00a0: {words}");
    }

    /// <summary>
    /// The lines must be those of today's journal; the seals may have come since: those brought must be the ones kept here.
    /// </summary>
    private async Task JudgeJournal(byte[]? received, byte[] made, List<string> held, List<string> differences, CancellationToken cancellation)
    {
        if (received is null)
        {
            differences.Add($"{ProofBundle.Journal}\u00a0: manque.");
            return;
        }

        var state = JournalSeal.Broken;
        try
        {
            var (brought, kept) = (JournalExtract.Of(Encoding.UTF8.GetString(received)), JournalExtract.Of(Encoding.UTF8.GetString(made)));
            var seals = await queries.Seals([.. brought.Runs.Select(r => r.FirstEntryId)], cancellation);
            state = brought.Lines.SequenceEqual(kept.Lines) && brought.Runs.All(r => seals.GetValueOrDefault(r.FirstEntryId) == r.Digest)
                ? brought.Check() : JournalSeal.Broken;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Not an extract any more: it is broken.
        }

        var (list, words) = state switch
        {
            JournalSeal.Holds => (held, "l’inscription au journal est scellée, et le scellé tient."),
            JournalSeal.Pending => (held, "l’inscription au journal est conforme\u00a0; elle n’était pas encore scellée quand le dossier a été fait."),
            _ => (differences, "n’est pas l’extrait qui a été remis."),
        };
        list.Add($"{ProofBundle.Journal}\u00a0: {words}");
    }

    /// <summary>What the receipt itself says of the act, without a figure.</summary>
    private async Task<IReadOnlyList<(string Label, string Text)>> Facts(Submission submission, CancellationToken cancellation)
    {
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        var next = submission.IsLatest ? null : await queries.ByStatement(submission.DeclarationId, submission.Number + 1, cancellation);
        return
        [
            ("Numéro", receipt.ReceiptNumber), ("Déposé", $"{receipt.Date}, soit {receipt.Instant}"), ("Opérateur", receipt.OperatorName), ("Formulaire", receipt.Form),
            ("Depuis", next is null ? "Aucun dépôt rectificatif ne l’a remplacé." : $"Un dépôt rectificatif l’a remplacé le {ParisTime.DayAndHour(next.SubmittedAt)}."),
        ];
    }
}
