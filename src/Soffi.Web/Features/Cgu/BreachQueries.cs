using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Cgu;

/// <summary>Reads the notices of breach, the ended agreements, and what a person would leave.</summary>
public sealed class BreachQueries(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>Closed ones shown, at most.</summary>
    private const int MostClosed = 100;

    public async Task<BreachesViewModel> All(CancellationToken cancellation)
    {
        var rows = await (
            from breach in database.BreachNotices
            join user in database.Users on breach.UserId equals user.Id
            orderby breach.DueAt
            select new { Breach = breach, User = user }).AsNoTracking().ToListAsync(cancellation);
        var ended = await (
            from ending in database.CguEndings
            where ending.Kind == CguEndingKind.Terminated
            join user in database.Users on ending.UserId equals user.Id
            orderby ending.Id descending
            select new { Ending = ending, User = user }).AsNoTracking().Take(MostClosed).ToListAsync(cancellation);
        var lines = rows.ConvertAll(r => BreachLine.Of(r.Breach, r.User.DisplayName, r.User.Email));
        return new BreachesViewModel(
            [.. lines.Where(b => b.State == BreachState.Notified)],
            [.. lines.Where(b => b.State != BreachState.Notified).OrderByDescending(b => b.ClosedAt).Take(MostClosed)],
            [.. ended.Select(r => new TerminationLine(
                r.Ending.Id, r.User.DisplayName, r.User.Email, r.Ending.Reason, r.Ending.By, r.Ending.At, r.Ending.Bars, r.Ending.LiftedAt, r.Ending.LiftedBy))]);
    }

    /// <summary>Null when there is none, or when it is not that person's.</summary>
    /// <param name="ofUser">Only when sent to that person; null for any.</param>
    public async Task<BreachViewModel?> Find(int id, Guid? ofUser, CancellationToken cancellation)
    {
        var row = await (
            from breach in database.BreachNotices
            where breach.Id == id && (ofUser == null || breach.UserId == ofUser)
            join user in database.Users on breach.UserId equals user.Id
            select new { Breach = breach, User = user }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        return row is null ? null : new BreachViewModel(
            BreachLine.Of(row.Breach, row.User.DisplayName, row.User.Email), row.Breach.ObjectionToTermination(clock.GetUtcNow()));
    }

    public async Task<RenunciationViewModel> Leaving(Guid userId, string name, CancellationToken cancellation)
    {
        var grants = await database.Grants.AsNoTracking().Where(g => g.UserId == userId && g.RevokedAt == null).ToListAsync(cancellation);
        var bodies = grants.Where(g => g.OperatorId is not null).Select(g => g.OperatorId!.Value).Distinct().ToList();
        var open = await database.Declarations.CountAsync(d => bodies.Contains(d.OperatorId) && (d.Status == DeclarationStatus.InProgress || d.Status == DeclarationStatus.CorrectionsRequested), cancellation);
        return new RenunciationViewModel(name, grants.Count(g => g.IsActive(clock.GetUtcNow())), open);
    }
}
