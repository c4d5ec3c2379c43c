using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>The documents of a statement. Each change counts as a change of the statement: whoever signs has seen them.</summary>
public sealed partial class Declaration
{
    private List<Document> _documents = [];

    /// <summary>The documents as they stand, oldest first.</summary>
    public IReadOnlyCollection<Document> Documents => [.. _documents.Where(d => d.RetiredAt is null).OrderBy(d => d.AddedAt).ThenBy(d => d.Id)];

    /// <summary>The same bytes already joined to this statement; null when there are none.</summary>
    /// <param name="except">A document about to be replaced.</param>
    public Document? SameContent(string sha256, Guid? except = null) => Documents.FirstOrDefault(d => d.Sha256 == sha256 && d.Id != except);

    /// <summary>A document of the statement, even one that a later version of it no longer holds; null when there is none.</summary>
    public Document? FindDocument(Guid id) => _documents.Find(d => d.Id == id);

    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public Document AddDocument(ReceivedDocument received, Actor actor, DateTimeOffset now)
    {
        Status = AfterDocuments();
        var document = new Document(Id, received, actor, now);
        _documents.Add(document);
        Touch(now);
        return document;
    }

    /// <summary>Puts a document in the place of another: what the former bore out, the new one does.</summary>
    /// <returns>The new document; null when the statement no longer has the former.</returns>
    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public Document? ReplaceDocument(Guid id, ReceivedDocument received, Actor actor, DateTimeOffset now)
    {
        var borneOut = _explanations.FindAll(e => e.DocumentId == id);
        if (RemoveDocument(id, now) is null)
        {
            return null;
        }

        var document = AddDocument(received, actor, now);
        borneOut.ForEach(e => e.BearOut(document.Id));
        return document;
    }

    /// <summary>
    /// Takes a document away. One that a submission sealed is only retired; any other leaves for good, and its bytes with it.
    /// </summary>
    /// <returns>The document; null when the statement has no such one.</returns>
    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public Document? RemoveDocument(Guid id, DateTimeOffset now)
    {
        Status = AfterDocuments();
        if (Documents.FirstOrDefault(d => d.Id == id) is not { } document)
        {
            return null;
        }

        _explanations.FindAll(e => e.DocumentId == id).ForEach(e => e.BearOut(null));
        if (document.SealedAt is null)
        {
            _documents.Remove(document);
        }
        else
        {
            document.Retire(now);
        }

        Touch(now);
        return document;
    }

    /// <summary>Writes what the antivirus said at last of a document that waited.</summary>
    /// <returns>The document; null when it is gone, sealed, or no longer waits.</returns>
    public Document? RecordScan(Guid id, ScanResult scan, DateTimeOffset now)
    {
        var document = Documents.FirstOrDefault(d => d.Id == id && d.SealedAt is null && d.Verdict is (ScanVerdict.Waiting or ScanVerdict.NotScanned));
        if (document is not null)
        {
            document.Record(scan, now);
            Touch(now);
        }

        return document;
    }

    private DeclarationStatus AfterDocuments() => (MayChangeDocuments ? DeclarationTransitions.After(Status, DeclarationAct.ChangeDocuments) : null)
        ?? throw new InvalidOperationException($"Statut {Status} : les pièces sont closes.");
}
