using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>A version of a statement: who told, and what its facts are counted under.</summary>
/// <param name="No">Key of its facts.</param>
/// <param name="Type">The operator's, when it submitted.</param>
/// <param name="Region">INSEE code, when it submitted; empty for a national body.</param>
/// <param name="Number">1 for the first version of the statement, then 2… (corrections).</param>
/// <param name="From">The instant it was submitted, UTC.</param>
/// <param name="Until">The instant a correction took its place, UTC; null while it counts.</param>
/// <param name="IsAccepted">Its statement is validated or published.</param>
internal sealed record StatVersion(
    long No, int Exercise, int OperatorId, OperatorType Type, string Region, int Number, DateTimeOffset From, DateTimeOffset? Until, bool IsAccepted)
{
    private static readonly Prepared<Func<SoffiDbContext, StatementKind, OperatorType, int, int, IAsyncEnumerable<StatVersion>>> All = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, StatementKind kind, OperatorType type, int first, int last) =>
            from version in context.StatSubmissions
            where version.Kind == kind && version.Type == type && version.Exercise >= first && version.Exercise <= last
            select new StatVersion(
                version.No, version.Exercise, version.OperatorId, version.Type, version.RegionCode, version.Number, version.From, version.Until, version.IsAccepted)));

    public StatStanding Standing => new(OperatorId, Type, Region);

    /// <summary>Every version whose facts are facts of that family, superseded ones included.</summary>
    public static IAsyncEnumerable<StatVersion> Of(SoffiDbContext context, StatFamily family, int first, int last) =>
        All.On(context)(context, family.Kind, family.Type, first, last);

    /// <summary>Whether that perimeter counts it.</summary>
    /// <param name="asOf">The instant asked, where the perimeter is of a date.</param>
    public bool IsIn(StatPerimeter perimeter, DateTimeOffset? asOf) => perimeter switch
    {
        StatPerimeter.AsOf => From <= asOf && (Until is null || Until > asOf),
        StatPerimeter.Accepted => Until is null && IsAccepted,
        _ => Until is null,
    };
}

/// <summary>A statement that an operator owes.</summary>
internal sealed record StatOwed(int Exercise, int OperatorId)
{
    private static readonly Prepared<Func<SoffiDbContext, StatementKind, OperatorType, int, int, IAsyncEnumerable<StatOwed>>> All = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, StatementKind kind, OperatorType type, int first, int last) =>
            from declaration in context.Declarations
            join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
            join body in context.Operators on declaration.OperatorId equals body.Id
            where campaign.Kind == kind && campaign.Exercise >= first && campaign.Exercise <= last && body.Type == type
                && declaration.Status != DeclarationStatus.Waived
            select new StatOwed(campaign.Exercise, body.Id)));

    public static IAsyncEnumerable<StatOwed> Of(SoffiDbContext context, StatFamily family, int first, int last) =>
        All.On(context)(context, family.Kind, family.Type, first, last);
}
