using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Statistics;

/// <summary>An export asked, as a page sends it.</summary>
public sealed class ExportForm
{
    /// <summary>« J2 », or « requete ».</summary>
    public string? Tableau { get; set; }

    public string? Question { get; set; }

    /// <summary>Word of a <see cref="StatFormat"/>.</summary>
    public string? Format { get; set; }
}

/// <summary>A file too large to be waited for, offered.</summary>
/// <param name="Lines">Crossings asked.</param>
/// <param name="Question">As text (<see cref="StatAddress"/>).</param>
public sealed record ExportOfferViewModel(string TableId, string Question, StatFormat Format, long Lines, string Back)
{
    /// <summary>In bytes.</summary>
    public long Weight => StatisticsWeights.Of(Lines, Format);
}

public sealed record ExportLine(
    Guid Id, string Title, string TableId, string Question, string Format, StatExportState State, long Lines, long ExpectedBytes, long WrittenBytes, DateTimeOffset AskedAt,
    DateTimeOffset? ExpiresAt, long? FileSize, string? FileSha256, string? Fault)
{
    public StatFormat Kind => StatFormat.Find(Format)!;

    public string Path => $"/statistiques/exports/{Id}";

    public string QuestionPath => StatQuestions.Address(TableId, Question);

    public bool IsPending => State is StatExportState.Waiting or StatExportState.Running;

    /// <summary>0 to 99: the weight expected is an estimate.</summary>
    public int Percent => (int)Math.Clamp(ExpectedBytes == 0 ? 0 : 100 * WrittenBytes / ExpectedBytes, 0, 99);

    public (string Text, Tone Tone) Badge => State switch
    {
        StatExportState.Waiting => ("En attente", Tone.Info),
        StatExportState.Running => ("En préparation", Tone.Info),
        StatExportState.Done => ("Prêt", Tone.Success),
        StatExportState.Failed => ("Échoué", Tone.Error),
        _ => ("Annulé", Tone.Warning),
    };

    /// <summary>« Sera effacé le 6 décembre 2026 ».</summary>
    public string Until => ExpiresAt is { } at ? $"Sera effacé le {ParisTime.Day(at)}" : "";
}

/// <param name="Refusals">What could not be done, in French sentences.</param>
public sealed record ExportListViewModel(IReadOnlyList<ExportLine> Lines, int KeptDays, string? Done, IReadOnlyList<string> Refusals)
{
    public bool IsMoving => Lines.Any(l => l.IsPending);
}

/// <summary>Reads exports for their owner.</summary>
public sealed class ExportQueries(SoffiDbContext database)
{
    /// <summary>Those of that person, the latest first.</summary>
    public async Task<IReadOnlyList<ExportLine>> Of(Guid owner, CancellationToken cancellation) => await database.StatExports.AsNoTracking().Where(e => e.OwnerId == owner)
        .OrderByDescending(e => e.AskedAt).ThenByDescending(e => e.Id)
        .Select(e => new ExportLine(
            e.Id, e.Title, e.TableId, e.Question, e.Format, e.State, e.Lines, e.ExpectedBytes, e.WrittenBytes, e.AskedAt, e.ExpiresAt, e.FileSize, e.FileSha256, e.Fault))
        .ToListAsync(cancellation);

    /// <summary>Null when there is none of that identifier, or it is somebody else's.</summary>
    public Task<StatExport?> Find(Guid id, Guid owner, CancellationToken cancellation) =>
        database.StatExports.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.OwnerId == owner, cancellation);
}
