namespace Soffi.Data.Rows;

/// <summary>The bytes of a document, apart from what lists read; cut in parts so that none is ever whole in memory.</summary>
public sealed class DocumentContent
{
    public Guid Id { get; set; }

    /// <summary>Bytes.</summary>
    public int Size { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A run of bytes of a document.</summary>
public sealed class DocumentPart
{
    public Guid ContentId { get; set; }

    /// <summary>From 0.</summary>
    public int Number { get; set; }

    public byte[] Bytes { get; set; } = [];
}
