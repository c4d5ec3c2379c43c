using System.Text.Json;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Sheets;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>A file made, to be read once: whoever reads it disposes of it.</summary>
public sealed record StatFile(Stream Content, string ContentType, string Name);

/// <summary>Makes the files of a result and writes in the journal who took which figures away (CGU article 59).</summary>
public sealed class StatisticsExport(
    SoffiDbContext database, AuditTrail trail, TimeProvider clock, IOptions<DemonstrationOptions> demonstration)
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// The file of a result, made whole before anything is answered: a full disk or a fault leaves neither half a file nor an entry in
    /// the journal. It waits on the disk, under no name, not in memory.
    /// </summary>
    /// <param name="notes">Explanations written in « Lecture »; none for a question that has none.</param>
    /// <param name="format">One that does not refuse that result (<see cref="StatFormat.Refusal(StatResult)"/>).</param>
    /// <exception cref="IOException">No room to write it.</exception>
    public async Task<StatFile> Make(StatResult result, IReadOnlyList<ExplanationNote> notes, StatFormat format, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"soffi-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            Write(file, result, format, new ExportContext(actor.DisplayName, now, demonstration.Value.Enabled) { Notes = notes });
            file.Position = 0;
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, AuditAction.StatisticsExported, "tableau", result.Table.Id, null, Details(result, format.Word)));
            await database.SaveChangesAsync(cancellation);
            return new StatFile(file, format.ContentType, FileName(result, format));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The bytes of a result in that format, one line at a time.</summary>
    public static void Write(Stream stream, StatResult result, StatFormat format, ExportContext context)
    {
        switch (format.Word)
        {
            case "xlsx":
                XlsxWriter.Write(stream, StatisticsWorkbook.Of(result, context));
                break;
            case "ods":
                OdsWriter.Write(stream, StatisticsWorkbook.Of(result, context));
                break;
            case "csv":
                StatCsv.French.Write(stream, result);
                break;
            case "csv-ouvert":
                StatCsv.Open.Write(stream, result);
                break;
            case "sdmx":
                StatCsv.WriteSdmx(stream, result);
                break;
            case "parquet":
                StatParquet.Write(stream, result);
                break;
            default:
                StatTableSchema.Write(stream, result);
                break;
        }
    }

    /// <summary>« soffi-J2-2025.xlsx », « soffi-J11-2021-2023-donnees-ouvertes.csv ».</summary>
    public static string FileName(StatResult result, StatFormat format) => Stem(result) + format.Suffix;

    /// <summary>« soffi-J2-2025 ».</summary>
    public static string Stem(StatResult result)
    {
        var years = result.Query.Exercises;
        var period = years.Count > 1 ? $"{years[0]}-{years[^1]}" : string.Concat(years);
        return $"soffi-{result.Table.Id}-{period}";
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
