using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Previews;

namespace Soffi.Web.Features.Declarations;

/// <summary>A line of the history of the documents.</summary>
/// <param name="Act">« Jointe », « Retirée »…</param>
/// <param name="File">Name of the file, and what it took the place of.</param>
/// <param name="More">Why it was refused or withdrawn, what the antivirus said; null when nothing more is to be said.</param>
public sealed record DocumentLine(DateTimeOffset At, string Who, string Act, string File, string? More, string? Sha256);

/// <summary>« Historique des pièces ».</summary>
public sealed record DocumentHistoryViewModel(Statement Statement, IReadOnlyList<DocumentLine> Lines);

/// <summary>« Aperçu » of a document.</summary>
public sealed record DocumentPreviewViewModel(Statement Statement, DocumentFacts File, DocumentPreview Preview);

/// <summary>Writes in the journal who read a document, and reads there what became of the documents of a statement.</summary>
public sealed class DocumentReads(SoffiDbContext context, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Lines of the history.</summary>
    public const int Most = 200;

    private static readonly Dictionary<string, string> Acts = new()
    {
        [AuditAction.DocumentAdded] = "Jointe",
        [AuditAction.DocumentReplaced] = "Remplacée",
        [AuditAction.DocumentRemoved] = "Retirée",
        [AuditAction.DocumentRefused] = "Refusée",
        [AuditAction.DocumentScanned] = "Analysée",
        [AuditAction.DocumentWithdrawn] = "Contenu retiré par un agent",
        [AuditAction.DocumentRead] = "Lue",
    };

    /// <summary>To be called before the first byte leaves (CGU article 83).</summary>
    public Task Write(Statement statement, Document document, CancellationToken cancellation)
    {
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), statement.Actor.UserId, statement.Actor.DisplayName, AuditAction.DocumentRead, "declaration",
            statement.Id.ToString(), statement.Loaded.Operator.Id,
            JsonSerializer.Serialize(new { piece = document.Code, fichier = document.Name, sha256 = document.Sha256 })));
        return context.SaveChangesAsync(cancellation);
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<DocumentLine>> History(Guid declaration, CancellationToken cancellation) =>
        [.. (await trail.About("declaration", declaration.ToString(), Acts.Keys, Most, cancellation)).Select(Line)];

    private static DocumentLine Line(AuditEntry entry)
    {
        using var details = JsonDocument.Parse(entry.DetailsJson);
        var root = details.RootElement;
        var file = Text(root, "fichier") ?? "";
        var more = new[] { Text(root, "verdict"), Text(root, "menace"), Text(root, "motif") }.Where(t => t is not null).ToList();
        return new DocumentLine(
            entry.At, entry.OnBehalfOf is { } other ? $"{entry.ActorName}, pour {other}" : entry.ActorName, Acts[entry.Action],
            Text(root, "remplace") is { } former ? $"{file}, à la place de {former}" : file,
            more.Count == 0 ? null : string.Join("\u00a0: ", more), Text(root, "sha256"));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
