using System.Text.Json;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>Makes the workbook and writes in the journal who took which figures away (CGU article 59).</summary>
public sealed class StatisticsExport(
    SoffiDbContext database, AuditTrail trail, TimeProvider clock, IOptions<DemonstrationOptions> demonstration)
{
    public async Task<byte[]> Make(StatResult result, IReadOnlyList<ExplanationNote> notes, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var file = StatisticsWorkbook.Write(result, new ExportContext(actor.DisplayName, now, demonstration.Value.Enabled) { Notes = notes });
        trail.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.StatisticsExported, "tableau", result.Table.Id, null, Details(result, "xlsx")));
        await database.SaveChangesAsync(cancellation);
        return file;
    }

    /// <summary>« soffi-J2-2025.xlsx », « soffi-J11-2021-2023.xlsx ».</summary>
    public static string FileName(StatResult result)
    {
        var years = result.Query.Exercises;
        var period = years.Count > 1 ? $"{years[0]}-{years[^1]}" : string.Concat(years);
        return $"soffi-{result.Table.Id}-{period}.xlsx";
    }

    /// <summary>What the journal says of an export.</summary>
    public static string Details(StatResult result, string format) => JsonSerializer.Serialize(new
    {
        exercices = result.Query.Exercises,
        operateurs = result.Query.Operators,
        finesse = result.Scope == StatScope.ByOperator ? "operateur" : "agregat",
        format,
        empreinte = StatCanonical.Sha256(result),
    });
}
