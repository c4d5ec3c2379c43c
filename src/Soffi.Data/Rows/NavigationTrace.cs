namespace Soffi.Data.Rows;

/// <summary>
/// One page asked by a signed-in person (CGU article 84): who, when, which route, with which answer. Neither what was
/// typed nor the query. Purged after a year (article 85), apart from the journal of actions.
/// </summary>
public sealed class NavigationTrace
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public Guid UserId { get; set; }

    public string Method { get; set; } = "";

    /// <summary>The pattern, « /declarations/{id} »: never an identifier.</summary>
    public string Route { get; set; } = "";

    public int Status { get; set; }
}

/// <summary>
/// A sealed run of navigation traces. When its traces are purged its leaves go with them; the digest and the chain stay,
/// and still prove that no run was taken away or changed.
/// </summary>
public sealed class NavigationSegment
{
    public int Id { get; set; }

    public long FirstTraceId { get; set; }

    public long LastTraceId { get; set; }

    public int Count { get; set; }

    /// <summary>Instant of the latest trace: a year later the run is purged.</summary>
    public DateTimeOffset LatestAt { get; set; }

    public string PreviousDigest { get; set; } = "";

    /// <summary>SHA-256 of the leaves, 64 lower-case hexadecimal digits.</summary>
    public string LeavesSha256 { get; set; } = "";

    /// <summary>SHA-256 over the previous digest, the bounds, the count and <see cref="LeavesSha256"/>.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Identifier (8 bytes, big-endian) and SHA-256 (32 bytes) of each trace; empty once purged.</summary>
    public byte[] Leaves { get; set; } = [];

    public DateTimeOffset SealedAt { get; set; }

    public DateTimeOffset? PurgedAt { get; set; }
}
