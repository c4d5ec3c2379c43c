using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Proofs;

/// <summary>
/// What proves a submission, in one archive: each file can be read with ordinary tools and checked with <c>sha256sum</c>, without
/// Soffi.
/// </summary>
public static class ProofBundle
{
    public const string Evidence = "depot.json";
    public const string Form = "formulaire.json";
    public const string Receipt = "accuse.pdf";
    public const string Findings = "constats.txt";
    public const string Documents = "pieces.sha256";
    public const string Journal = "journal.json";
    public const string ReadMe = "LISEZMOI.txt";

    /// <summary>Hashes of all the others, as <c>sha256sum</c> writes them.</summary>
    public const string Hashes = "empreintes.sha256";

    /// <summary>Everything that a bundle holds.</summary>
    public static IReadOnlyList<string> Names { get; } = [ReadMe, Evidence, Form, Receipt, Findings, Documents, Journal, Hashes];

    /// <param name="files">Contents by name, the hashes left out: they are computed.</param>
    /// <param name="at">Instant written on each entry: that of the submission.</param>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> files, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in Names)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = at.ToUniversalTime();
                using var stream = entry.Open();
                stream.Write(name == Hashes ? HashesOf(files) : files[name]);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] HashesOf(IReadOnlyDictionary<string, byte[]> files) => Encoding.UTF8.GetBytes(string.Concat(
        Names.Where(files.ContainsKey).Where(n => n != Hashes).Select(n => $"{Convert.ToHexStringLower(SHA256.HashData(files[n]))}  {n}\n")));

    /// <summary>The findings and their explanations, to be read by people.</summary>
    public static byte[] FindingsOf(SealedReceipt receipt) => Encoding.UTF8.GetBytes(receipt.Content.Findings.Count == 0
        ? "Aucun constat au moment du dépôt.\n"
        : string.Concat(receipt.Content.Findings.Select(f =>
            $"{f.Instance} ({f.Severity}) {f.Label}\n{f.Message}\n{(f.Explanation is null ? "" : $"Justification de {f.Author} : {f.Explained}\n")}{(f.Support is null ? "" : $"Pièce à l’appui : {f.Support}\n")}\n")));

    /// <summary>Hash and name of each document, as <c>sha256sum</c> writes them: a person who has the files checks them in one command.</summary>
    public static byte[] DocumentsOf(SealedReceipt receipt) => Encoding.UTF8.GetBytes(string.Concat(
        receipt.Content.Documents.Select(d => $"{d.Sha256}  {d.Name.ReplaceLineEndings(" ")}\n")));

    public static byte[] ReadMeOf(SealedReceipt receipt) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        Dossier de preuve du dépôt {receipt.ReceiptNumber}
        Déclaration {receipt.Kind} {receipt.Exercise}, {receipt.OperatorName}
        Déposée {receipt.Date}, soit {receipt.Instant}

        {Evidence}        les valeurs signées, les constats, les justifications, les pièces et le signataire ; son empreinte SHA-256 est celle du dépôt
        {Form}   le formulaire sur lequel la déclaration a été remplie
        {Receipt}        l’accusé de dépôt
        {Findings}      les constats et leurs justifications, à lire
        {Documents}     l’empreinte de chaque pièce déposée
        {Journal}      l’inscription du dépôt au journal, et le scellé de la partie du journal qui la contient
        {Hashes} l’empreinte de chaque fichier du dossier

        Vérifier sans compte : page /declarations/verification de Soffi, avec ce fichier .zip.
        Vérifier hors ligne : « sha256sum -c {Hashes} », puis comparer l’empreinte de {Evidence} à celle que porte l’accusé.
        Empreinte SHA-256 du dépôt : {receipt.Sha256}

        {SealedReceipt.Worth}

        """).ReplaceLineEndings("\n"));
}
