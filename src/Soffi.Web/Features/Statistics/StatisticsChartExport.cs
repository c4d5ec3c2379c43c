using System.Text;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Charts;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Charts;

namespace Soffi.Web.Features.Statistics;

/// <summary>A file and its name.</summary>
public sealed record ChartFile(byte[] Content, string ContentType, string Name);

/// <summary>Makes the chart of a table as a file and writes in the journal who took which figures away (CGU article 59).</summary>
public sealed class StatisticsChartExport(
    SoffiDbContext database, AuditTrail trail, TimeProvider clock, IOptions<DemonstrationOptions> demonstration)
{
    /// <param name="format">« svg » or « png ».</param>
    /// <returns>Null when these figures cannot be drawn (<see cref="StatChart.Refusal"/>); nothing is written then.</returns>
    public async Task<ChartFile?> Make(StatResult result, string format, Actor actor, CancellationToken cancellation)
    {
        var chart = StatCharts.Of(result, demonstration.Value.Enabled ? StatisticsWorkbook.DemonstrationMention + "." : null);
        if (chart.Refusal is not null)
        {
            return null;
        }

        var scene = ChartPainter.Draw(chart.Kind, chart.Data, ChartWidth.Wide, complete: true);
        var name = $"{StatisticsExport.Stem(result)}.{format}";
        var file = format == "png"
            ? new ChartFile(ChartPng.Write(scene), ChartPng.ContentType, name)
            : new ChartFile(Encoding.UTF8.GetBytes(ChartSvg.File(scene, ChartSentences.Of(chart.Kind, chart.Data))), "image/svg+xml", name);
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.StatisticsExported, "tableau", result.Table.Id, null, StatisticsExport.Details(result, format)));
        await database.SaveChangesAsync(cancellation);
        return file;
    }
}
