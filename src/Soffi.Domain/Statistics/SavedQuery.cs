using Soffi.Domain.Access;

namespace Soffi.Domain.Statistics;

/// <summary>With whom a saved query is shared.</summary>
public enum QuerySharing
{
    /// <summary>Its owner only.</summary>
    Private = 1,

    /// <summary>Every reader of statistics opens and copies it.</summary>
    Read = 2,

    /// <summary>Every reader of statistics also changes it.</summary>
    Edit = 3,
}

/// <summary>A question kept under a name. It holds no figure: who opens it gets what their own rights give.</summary>
public sealed class SavedQuery
{
    public const int LongestName = 120;
    public const int LongestNote = 1000;

    private SavedQuery()
    {
    }

    /// <param name="question">As text (<see cref="StatAddress"/>).</param>
    public SavedQuery(string name, string note, string question, QuerySharing sharing, Actor owner, DateTimeOffset now)
    {
        (Name, Note, Question, Sharing) = (name, note, question, sharing);
        (OwnerId, OwnerName, UpdatedBy) = (owner.UserId, owner.DisplayName, owner.DisplayName);
        CreatedAt = UpdatedAt = now;
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Note { get; private set; } = "";

    public string Question { get; private set; } = "";

    public QuerySharing Sharing { get; private set; }

    public Guid OwnerId { get; private set; }

    public string OwnerName { get; private set; } = "";

    /// <summary>One more at each save: who saves over a revision that is no longer the last one does so knowingly or not at all.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public bool MayBeReadBy(Actor actor) => OwnerId == actor.UserId || Sharing != QuerySharing.Private;

    public bool MayBeChangedBy(Actor actor) => OwnerId == actor.UserId || Sharing == QuerySharing.Edit;

    public bool IsOf(Actor actor) => OwnerId == actor.UserId;

    /// <summary>Only its owner decides with whom it is shared: another's choice is left aside.</summary>
    public void Save(string name, string note, string question, QuerySharing sharing, Actor actor, DateTimeOffset now)
    {
        (Name, Note, Question) = (name, note, question);
        Sharing = IsOf(actor) ? sharing : Sharing;
        (UpdatedBy, UpdatedAt) = (actor.DisplayName, now);
        Revision++;
    }
}
