using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Infrastructure.Proofs;

namespace Soffi.Web.Infrastructure.Deliveries;

/// <summary>What leaves with a delivery.</summary>
/// <param name="BundleSha256">Null when the proof bundle is too heavy to be joined.</param>
public sealed record DeliveryParcel(SealedReceipt Receipt, IReadOnlyList<DeliveredFile> Files, IReadOnlyList<MailFile> Joined, string? BundleSha256);

/// <summary>
/// Gathers the files of a delivery: receipt, proof bundle, then the documents sealed with the statement, for the state « comporte ses
/// comptes et bilans » (R. 6332-31, II). What goes beyond the limit is named with its hash instead of being joined.
/// </summary>
public sealed class DeliveryParcels(SoffiDbContext database, SubmissionProofs proofs, DocumentContents contents, IOptions<DeliveryOptions> options)
{
    private const string TooHeavy = "trop volumineux pour ce message";

    public async Task<DeliveryParcel> Make(Submission submission, CancellationToken cancellation)
    {
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        var made = await proofs.Files(submission, cancellation);
        var bundle = ProofBundle.Write(made, submission.SubmittedAt);
        var joined = new List<MailFile>();
        var files = new List<DeliveredFile>
        {
            Put(joined, SubmissionProofs.ReceiptName(submission), made[ProofBundle.Receipt]),
            Put(joined, SubmissionProofs.BundleName(submission), bundle),
        };
        var hash = files[1].Why is null ? files[1].Sha256 : null;
        foreach (var document in receipt.Content.Documents)
        {
            files.Add(await Document(joined, document, cancellation));
        }

        return new DeliveryParcel(receipt, files, joined, hash);
    }

    private async Task<DeliveredFile> Document(List<MailFile> joined, SealedDocument sealedOne, CancellationToken cancellation)
    {
        var stored = await database.Documents.AsNoTracking().Where(d => d.Id == sealedOne.Id)
            .Select(d => new { d.ContentId, d.Size, d.WithdrawnAt }).SingleOrDefaultAsync(cancellation);
        if (stored is null || stored.WithdrawnAt is not null)
        {
            return new DeliveredFile(sealedOne.Name, sealedOne.Size, sealedOne.Sha256, "contenu retiré par l’administration");
        }

        if (!Fits(joined, stored.Size))
        {
            return new DeliveredFile(sealedOne.Name, sealedOne.Size, sealedOne.Sha256, TooHeavy);
        }

        using var bytes = new MemoryStream(stored.Size);
        await using (var stream = contents.Open(stored.ContentId))
        {
            await stream.CopyToAsync(bytes, cancellation);
        }

        return Put(joined, sealedOne.Name, bytes.ToArray());
    }

    private DeliveredFile Put(List<MailFile> joined, string name, byte[] bytes)
    {
        var fits = Fits(joined, bytes.Length);
        if (fits)
        {
            joined.Add(new MailFile(name, bytes));
        }

        return new DeliveredFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), fits ? null : TooHeavy);
    }

    private bool Fits(List<MailFile> joined, int size) => joined.Sum(f => (long)f.Bytes.Length) + size <= options.Value.MostBytes;
}
