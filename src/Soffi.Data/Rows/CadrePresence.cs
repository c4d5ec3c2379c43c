namespace Soffi.Data.Rows;

/// <summary>Who has a cadre of a statement open, so that two people are told of each other.</summary>
public sealed class CadrePresence
{
    public Guid DeclarationId { get; set; }

    public string Cadre { get; set; } = "";

    public Guid UserId { get; set; }

    public string UserName { get; set; } = "";

    public DateTimeOffset LastSeenAt { get; set; }
}
