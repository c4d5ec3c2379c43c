using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Data;

/// <summary>
/// Draws another <see cref="ChangeStamp"/> in the very save that changes something of its kind. A table written otherwise
/// (<c>ExecuteUpdate</c>, SQL by hand) draws none: what is kept with a stamp is forgotten after <see cref="Longest"/> anyway.
/// </summary>
public static class ChangeStamps
{
    /// <summary>Nothing is kept longer, so that what somebody corrects in the database by hand is seen.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="changed">All that is to be saved.</param>
    internal static void Apply(SoffiDbContext context, IReadOnlyList<EntityEntry> changed)
    {
        var (statistics, people, frame) = (false, false, false);
        foreach (var entry in changed)
        {
            statistics |= OfStatistics(entry);
            people |= entry.Entity is User or Grant or Restriction or CguAcceptance or CguEnding;
            frame |= entry.Entity is Operator or Campaign or CampaignDeadline or CampaignExtension or CampaignDocument or CampaignControlChange or Submission;
        }

        Draw(context, ChangeStamp.Statistics, statistics);
        Draw(context, ChangeStamp.People, people);
        Draw(context, ChangeStamp.Frame, frame);
    }

    /// <summary>Whether what statistics show may depend on that change: figures, who owes them, what operators, exercises and cells are called.</summary>
    internal static bool OfStatistics(EntityEntry entry) => entry.Entity switch
    {
        Submission or StatSubmission or StatFactRow or StatCellMember or Campaign or CampaignObligation or Operator or FormVersion or PublishedSeries or SeriesValue => true,
        Declaration => entry.State != EntityState.Modified || entry.Property(nameof(Declaration.Status)).IsModified,
        _ => false,
    };

    private static void Draw(SoffiDbContext context, int kind, bool changed)
    {
        if (!changed)
        {
            return;
        }

        var known = context.ChangeTracker.Entries<ChangeStamp>().SingleOrDefault(e => e.Entity.Id == kind) ?? context.Attach(new ChangeStamp { Id = kind });
        var value = known.Property(s => s.Value);
        value.CurrentValue = Guid.NewGuid();
        value.IsModified = true;
    }
}
