using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Audit;

/// <summary>Reads the journal with the names its lines refer to.</summary>
public sealed class AuditQueries(SoffiDbContext database, AuditTrail trail)
{
    /// <summary>Lines of a page.</summary>
    public const int Size = 50;

    public async Task<AuditLines> Lines(AuditFilter filter, int page, CancellationToken cancellation)
    {
        var read = await trail.Read(filter, Math.Max(1, page), Size, cancellation);
        var pages = Math.Max(1, (read.Total + Size - 1) / Size);
        if (page > pages)
        {
            return await Lines(filter, pages, cancellation);
        }

        var names = await database.Operators.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, cancellation);
        return new AuditLines([.. read.Entries.Select(e => Line(e, names))], read.Total, read.Page, pages);
    }

    /// <summary>Who opened the statements of these operators or their documents, the latest first.</summary>
    public async Task<AuditLines> Readers(IReadOnlyList<int> operators, CancellationToken cancellation)
    {
        var all = new List<AuditLine>();
        var total = 0;
        foreach (var filter in operators.SelectMany(o => new AuditFilter[]
        {
            new(OperatorId: o, Action: AuditAction.DeclarationRead), new(OperatorId: o, Action: AuditAction.DocumentRead), new(OperatorId: o, OnBehalf: true),
        }))
        {
            var lines = await Lines(filter, 1, cancellation);
            all.AddRange(lines.Lines);
            total += lines.Total;
        }

        return new AuditLines([.. all.OrderByDescending(l => l.At).Take(Size)], total, 1, 1);
    }

    /// <summary>What others did about that person, the latest first: their own acts are elsewhere.</summary>
    public async Task<AuditLines> About(Guid userId, CancellationToken cancellation)
    {
        var lines = await trail.Read(new AuditFilter(ObjectType: "utilisateur", ObjectId: userId.ToString()), 1, Size, cancellation);
        var names = new Dictionary<int, string>();
        return new AuditLines([.. lines.Entries.Where(e => e.ActorId != userId).Select(e => Line(e, names))], lines.Total, 1, 1);
    }

    /// <summary>The last verifications of the night, the latest first.</summary>
    public async Task<IReadOnlyList<CheckLine>> Nights(CancellationToken cancellation) => await database.IntegrityChecks.AsNoTracking()
        .OrderByDescending(c => c.Id).Take(10).Select(c => new CheckLine(c.At, c.Verified, c.Fault)).ToListAsync(cancellation);

    /// <summary>A page of the navigation traces, the latest first.</summary>
    public async Task<NavigationViewModel> Navigation(AuditSearch search, CancellationToken cancellation)
    {
        var traces = database.NavigationTraces.AsNoTracking();
        traces = search.From is { } from ? traces.Where(t => t.At >= from) : traces;
        traces = search.Until is { } until ? traces.Where(t => t.At < until) : traces;
        traces = search.Personne is { } person ? traces.Where(t => t.UserId == person) : traces;
        var total = await traces.CountAsync(cancellation);
        var pages = Math.Max(1, (total + Size - 1) / Size);
        var page = Math.Clamp(search.Page, 1, pages);
        var rows = await (
            from trace in traces
            join user in database.Users on trace.UserId equals user.Id into users
            from user in users.DefaultIfEmpty()
            orderby trace.Id descending
            select new { Trace = trace, User = user }).Skip((page - 1) * Size).Take(Size).ToListAsync(cancellation);
        var oldest = await database.NavigationTraces.OrderBy(t => t.Id).Select(t => (DateTimeOffset?)t.At).FirstOrDefaultAsync(cancellation);
        return new NavigationViewModel(
            search, [.. rows.Select(r => new NavigationLine(r.Trace.At, r.User?.DisplayName ?? r.Trace.UserId.ToString(), r.Trace.Method, r.Trace.Route, r.Trace.Status))],
            total, page, pages, await People(cancellation), oldest);
    }

    public async Task<IReadOnlyList<Choice>> People(CancellationToken cancellation)
    {
        var users = await database.Users.AsNoTracking().OrderBy(u => u.FamilyName).ThenBy(u => u.GivenName).ToListAsync(cancellation);
        return [.. users.Select(u => new Choice(u.Id.ToString(), $"{u.DisplayName} ({u.Email})"))];
    }

    public async Task<IReadOnlyList<Choice>> Operators(CancellationToken cancellation)
    {
        var bodies = await database.Operators.AsNoTracking().OrderBy(o => o.Type).ThenBy(o => o.Name).ToListAsync(cancellation);
        return [.. bodies.Select(o => new Choice(o.Id.ToString(CultureInfo.InvariantCulture), o.Name))];
    }

    internal static AuditLine Line(AuditEntry entry, Dictionary<int, string> names) => new(
        entry.At, entry.OnBehalfOf is { } other ? $"{entry.ActorName}, pour {other}" : entry.ActorName, AuditWords.Of(entry.Action), $"{entry.ObjectType} {entry.ObjectId}".Trim(),
        entry.OperatorId is { } body ? names.GetValueOrDefault(body) : null, AuditWords.Details(entry.DetailsJson), entry.Result);
}
