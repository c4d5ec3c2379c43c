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
        foreach (var (body, action) in operators.SelectMany(o => new[] { (o, AuditAction.DeclarationRead), (o, AuditAction.DocumentRead) }))
        {
            var lines = await Lines(new AuditFilter(OperatorId: body, Action: action), 1, cancellation);
            all.AddRange(lines.Lines);
            total += lines.Total;
        }

        return new AuditLines([.. all.OrderByDescending(l => l.At).Take(Size)], total, 1, 1);
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

    private static AuditLine Line(AuditEntry entry, Dictionary<int, string> names) => new(
        entry.At, entry.ActorName, AuditWords.Of(entry.Action), $"{entry.ObjectType} {entry.ObjectId}".Trim(),
        entry.OperatorId is { } body ? names.GetValueOrDefault(body) : null, AuditWords.Details(entry.DetailsJson), entry.Result);
}
