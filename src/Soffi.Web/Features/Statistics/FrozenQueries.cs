using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>One line of the list of frozen results.</summary>
public sealed record FrozenLine(
    string Code, string Title, string TableId, StatScope Scope, Guid AuthorId, string AuthorName, DateTimeOffset FrozenAt, bool IsShared, DateTimeOffset? WithdrawnAt);

/// <param name="Total">Of all the pages.</param>
public sealed record FrozenPage(IReadOnlyList<FrozenLine> Lines, int Total);

/// <summary>What happened to a statement that a result counts.</summary>
/// <param name="What">« rectification déposée », « validation levée ».</param>
/// <param name="At">UTC.</param>
public sealed record FrozenEvent(DateTimeOffset At, int Exercise, string OperatorCode, string OperatorName, string What, string ReceiptNumber, Guid? SubmissionId);

/// <summary>Reads the frozen results.</summary>
public sealed class FrozenQueries(SoffiDbContext database)
{
    public const int PageSize = 50;

    /// <summary>Those of that person, and those shared, that the reader may read; the latest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<FrozenPage> List(StatReader reader, Guid me, int page, CancellationToken cancellation)
    {
        var regions = FrozenResult.RegionsOf(reader);
        var readable = database.FrozenResults.AsNoTracking().Where(f => f.AuthorId == me || f.IsShared);
        if (!reader.National)
        {
            readable = readable.Where(f => !f.National && f.Regions == regions);
        }

        var total = await readable.CountAsync(cancellation);
        var lines = await readable.OrderByDescending(f => f.FrozenAt).ThenByDescending(f => f.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(f => new FrozenLine(f.Code, f.Title, f.TableId, f.Scope, f.AuthorId, f.AuthorName, f.FrozenAt, f.IsShared, f.WithdrawnAt))
            .ToListAsync(cancellation);
        return new FrozenPage(lines, total);
    }

    /// <summary>Whoever may read it: that is for the caller to ask.</summary>
    public Task<FrozenResult?> Find(string code, CancellationToken cancellation) =>
        database.FrozenResults.AsNoTracking().SingleOrDefaultAsync(f => f.Code == code, cancellation);

    /// <summary>What was submitted, validated or taken back since that instant, of the statements that the question counts; the latest first.</summary>
    public async Task<IReadOnlyList<FrozenEvent>> Since(DateTimeOffset since, StatQuery query, StatReader reader, CancellationToken cancellation) =>
        [.. (await Submitted(since, query, reader, cancellation)).Concat(await Decided(since, query, reader, cancellation)).OrderByDescending(e => e.At)];

    private async Task<IEnumerable<FrozenEvent>> Submitted(DateTimeOffset since, StatQuery query, StatReader reader, CancellationToken cancellation)
    {
        var (kinds, years, bodies) = (query.Families.Select(f => f.Kind).Distinct().ToList(), query.ExercisesRead.ToList(), Bodies(query, reader));
        var rows = await (
            from counted in database.StatSubmissions
            join body in bodies on counted.OperatorId equals body.Id
            join submission in database.Submissions on counted.SubmissionId equals submission.Id
            where counted.From > since && kinds.Contains(counted.Kind) && years.Contains(counted.Exercise)
            select new { counted.From, counted.Exercise, body.Code, body.Name, counted.Number, submission.ReceiptNumber, submission.Id })
            .AsNoTracking().ToListAsync(cancellation);
        return rows.Select(r => new FrozenEvent(
            r.From, r.Exercise, r.Code, r.Name, r.Number > 1 ? "rectification déposée" : "déclaration déposée", r.ReceiptNumber, r.Id));
    }

    private async Task<IEnumerable<FrozenEvent>> Decided(DateTimeOffset since, StatQuery query, StatReader reader, CancellationToken cancellation)
    {
        var (kinds, years, bodies) = (query.Families.Select(f => f.Kind).Distinct().ToList(), query.ExercisesRead.ToList(), Bodies(query, reader));
        var rows = await (
            from decision in database.ReviewDecisions
            join declaration in database.Declarations on decision.DeclarationId equals declaration.Id
            join campaign in database.Campaigns on declaration.CampaignId equals campaign.Id
            join body in bodies on declaration.OperatorId equals body.Id
            where decision.At > since && kinds.Contains(campaign.Kind) && years.Contains(campaign.Exercise)
                && (decision.Act == DeclarationAct.Validate || decision.Act == DeclarationAct.LiftValidation)
            select new { decision.At, campaign.Exercise, body.Code, body.Name, decision.Act }).AsNoTracking().ToListAsync(cancellation);
        return rows.Select(r => new FrozenEvent(
            r.At, r.Exercise, r.Code, r.Name, r.Act == DeclarationAct.Validate ? "déclaration validée" : "validation levée", "", null));
    }

    private IQueryable<Operator> Bodies(StatQuery query, StatReader reader)
    {
        var (types, codes, regions) = (query.Families.Select(f => f.Type).Distinct().ToList(), query.Operators.ToList(), reader.Regions.ToList());
        var bodies = database.Operators.Where(o => types.Contains(o.Type));
        bodies = codes.Count > 0 ? bodies.Where(o => codes.Contains(o.Code)) : bodies;
        return reader.National ? bodies : bodies.Where(o => o.Type != OperatorType.Atpro || (o.RegionCode != null && regions.Contains(o.RegionCode)));
    }
}
