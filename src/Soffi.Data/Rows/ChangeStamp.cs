namespace Soffi.Data.Rows;

/// <summary>
/// Another value each time something of one kind is changed, in the transaction that changes it: what was read after a value,
/// and is kept in memory with it, is never older than the database as long as the value stands (ADR 25, 29). One row per kind.
/// </summary>
public sealed class ChangeStamp
{
    /// <summary>What statistics read.</summary>
    public const int Statistics = 1;

    /// <summary>People, what they may do, the terms they accepted.</summary>
    public const int People = 2;

    /// <summary>What a statement hangs on: its body, its campaign, last year's submissions.</summary>
    public const int Frame = 3;

    public int Id { get; set; }

    public Guid Value { get; set; }
}
