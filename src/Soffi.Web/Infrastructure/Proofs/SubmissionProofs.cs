using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Pdf;

namespace Soffi.Web.Infrastructure.Proofs;

/// <summary>Makes what proves a submission: the PDF of its receipt, the bundle. Who may have them is for the pages to say.</summary>
public sealed class SubmissionProofs(SoffiDbContext context, AuditTrail trail, IOptions<AssistanceOptions> assistance, TimeProvider clock)
{
    /// <summary>« accuse-ESF-2025-AKTO-1-7F3K9Q.pdf ».</summary>
    public static string ReceiptName(Submission submission) => $"accuse-{submission.ReceiptNumber}.pdf";

    public static string BundleName(Submission submission) => $"preuve-{submission.ReceiptNumber}.zip";

    /// <summary>The PDF of the receipt: made when first asked for, then the same for ever.</summary>
    public async Task<ReceiptFile> Receipt(Submission submission, CancellationToken cancellation)
    {
        if (await Stored(submission.Id, cancellation) is { } stored)
        {
            return stored;
        }

        var pdf = ReceiptPdf.Write(SealedReceipt.Of(submission.CanonicalJson), await Recipients(submission, cancellation), assistance.Value.Contact, assistance.Value.Url);
        var made = new ReceiptFile
        {
            SubmissionId = submission.Id,
            Pdf = pdf,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
            MadeAt = clock.GetUtcNow(),
        };
        context.ReceiptFiles.Add(made);
        try
        {
            await context.SaveChangesAsync(cancellation);
            return made;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear(); // Asked twice at once: the first one made stands.
            return (await Stored(submission.Id, cancellation))!;
        }
    }

    /// <summary>The archive, and its entry in the journal.</summary>
    public async Task<byte[]> Bundle(Submission submission, Actor actor, CancellationToken cancellation)
    {
        var files = await Files(submission, cancellation);
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.ProofTaken, "declaration", submission.DeclarationId.ToString(),
            submission.OperatorId, JsonSerializer.Serialize(new { accuse = submission.ReceiptNumber })));
        await context.SaveChangesAsync(cancellation);
        return ProofBundle.Write(files, submission.SubmittedAt);
    }

    /// <summary>Contents of the archive by name, the hashes left out.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> Files(Submission submission, CancellationToken cancellation)
    {
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        var form = await context.FormVersions.Where(f => f.Id == submission.FormVersionId).Select(f => f.DefinitionJson).SingleAsync(cancellation);
        return new Dictionary<string, byte[]>
        {
            [ProofBundle.ReadMe] = ProofBundle.ReadMeOf(receipt),
            [ProofBundle.Evidence] = Encoding.UTF8.GetBytes(submission.CanonicalJson),
            [ProofBundle.Form] = Encoding.UTF8.GetBytes(form),
            [ProofBundle.Receipt] = (await Receipt(submission, cancellation)).Pdf,
            [ProofBundle.Findings] = ProofBundle.FindingsOf(receipt),
            [ProofBundle.Documents] = ProofBundle.DocumentsOf(receipt),
            [ProofBundle.Journal] = Encoding.UTF8.GetBytes((await Journal(submission, cancellation)).ToJson()),
        };
    }

    private async Task<IReadOnlyList<LegalRecipient>> Recipients(Submission submission, CancellationToken cancellation)
    {
        var kind = await context.Campaigns.IgnoreAutoIncludes().Where(c => c.Id == submission.CampaignId).Select(c => c.Kind).SingleAsync(cancellation);
        return LegalRecipients.Of(kind, await context.Operators.AsNoTracking().SingleAsync(o => o.Id == submission.OperatorId, cancellation));
    }

    private Task<ReceiptFile?> Stored(Guid submission, CancellationToken cancellation) =>
        context.ReceiptFiles.AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionId == submission, cancellation);

    /// <summary>The line of the journal that tells the submission, and the seal that covers it.</summary>
    private async Task<JournalExtract> Journal(Submission submission, CancellationToken cancellation)
    {
        var (id, number) = (submission.DeclarationId.ToString(), $"\"{submission.ReceiptNumber}\"");
        var entries = (await context.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.ObjectType == "declaration" && e.ObjectId == id && e.Action == AuditAction.DeclarationSubmitted).ToListAsync(cancellation))
            .Where(e => e.DetailsJson.Contains(number, StringComparison.Ordinal)).OrderBy(e => e.Id).ToList();
        var runs = new List<SealedRun>();
        foreach (var entry in entries)
        {
            var segment = await context.AuditSegments.AsNoTracking()
                .Where(s => s.FirstEntryId <= entry.Id && s.LastEntryId >= entry.Id).FirstOrDefaultAsync(cancellation);
            if (segment is not null && runs.TrueForAll(r => r.FirstEntryId != segment.FirstEntryId))
            {
                runs.Add(new SealedRun(segment.FirstEntryId, segment.LastEntryId, segment.PreviousDigest, segment.Digest, segment.Leaves));
            }
        }

        return new JournalExtract([.. entries.Select(e => (e.Id, AuditSealing.CanonicalText(e)))], runs);
    }
}

/// <summary>Registers what makes proofs.</summary>
public static class ProofsSetup
{
    public static IServiceCollection AddProofs(this IServiceCollection services) => services.AddScoped<SubmissionProofs>();
}
