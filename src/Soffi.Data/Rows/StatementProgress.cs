using Soffi.Domain.Declarations;

namespace Soffi.Data.Rows;

/// <summary>
/// What was left in a statement when it was last computed, kept so that a page that shows them all computes only those that
/// changed. It holds as long as the statement is at that revision and nothing around it moved.
/// </summary>
public sealed class StatementProgress
{
    public Guid DeclarationId { get; set; }

    /// <summary>Revision of the statement.</summary>
    public int Revision { get; set; }

    /// <summary>Hash of all else that the numbers depend on: form, documents asked, controls changed, last year, day.</summary>
    public string Stamp { get; set; } = "";

    public bool Started { get; set; }

    public int Cadres { get; set; }

    public int Complete { get; set; }

    public int Percent { get; set; }

    public int Empty { get; set; }

    public int Required { get; set; }

    public int Unreadable { get; set; }

    public int Documents { get; set; }

    public int Blocking { get; set; }

    public int Unexplained { get; set; }

    public StatementLeft Left => new(Started, Cadres, Complete, Percent, Empty, Required, Unreadable, Documents, Blocking, Unexplained);

    public void Keep(StatementLeft left, int revision, string stamp)
    {
        (Revision, Stamp) = (revision, stamp);
        (Started, Cadres, Complete, Percent, Empty) = (left.Started, left.Cadres, left.Complete, left.Percent, left.Empty);
        (Required, Unreadable, Documents, Blocking, Unexplained) = (left.Required, left.Unreadable, left.Documents, left.Blocking, left.Unexplained);
    }
}
