using System.Security.Cryptography;
using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>Joins fictitious documents to the statements of the demonstration. Their bytes are stored once a seeding, by kind.</summary>
internal sealed class FictitiousDocuments(DocumentContents contents)
{
    private readonly Dictionary<string, ReceivedDocument> _stored = [];

    /// <summary>Stores the bytes of those documents. To be called before <see cref="Join"/>, with nothing else pending.</summary>
    public async Task Store(IEnumerable<CampaignDocument> asked, CancellationToken cancellation)
    {
        foreach (var document in asked.Where(a => !_stored.ContainsKey(KeyOf(a))))
        {
            var bytes = DemoDocuments.Write(document.Label);
            using var stream = new MemoryStream(bytes);
            _stored[KeyOf(document)] = new ReceivedDocument(
                document.Code, document.Label, $"{document.Code.ToLowerInvariant()}-fictif.pdf", FileFormat.Pdf, bytes.Length,
                Convert.ToHexStringLower(SHA256.HashData(bytes)), 1, await contents.Add(stream, cancellation), new ScanResult(ScanVerdict.NotScanned));
        }
    }

    /// <summary>Joins what the statement requires.</summary>
    /// <param name="values">Every value of the statement: a surplus asks for one more document.</param>
    public void Join(LoadedDeclaration loaded, AuditTrail trail, CellValues values, Actor author, DateTimeOffset at)
    {
        foreach (var item in loaded.Checklist(values, acceptsUnscanned: true).Items.Where(i => i.IsRequired && !i.IsProvided))
        {
            var document = loaded.Declaration.AddDocument(_stored[KeyOf(item.Asked)], author, at);
            trail.Add(new AuditEntry(
                at, author.UserId, author.DisplayName, AuditAction.DocumentAdded, "declaration", loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                JsonSerializer.Serialize(new { piece = document.Code, fichier = document.Name, taille = document.Size, sha256 = document.Sha256 })));
        }
    }

    private static string KeyOf(CampaignDocument asked) => $"{asked.Code} {asked.Label}";
}
