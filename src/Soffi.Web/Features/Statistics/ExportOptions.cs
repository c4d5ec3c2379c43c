using System.ComponentModel.DataAnnotations;

namespace Soffi.Web.Features.Statistics;

/// <summary>The section <c>Exports</c>: what is made at once, what is made apart and how long it is kept.</summary>
public sealed class ExportOptions
{
    public const string Section = "Exports";

    /// <summary>Folder of the files, below the content root unless absolute. Several instances must share it.</summary>
    [Required]
    public string Folder { get; set; } = "data/exports";

    /// <summary>Crossings up to which a file is made while its reader waits.</summary>
    [Range(0, long.MaxValue)]
    public long ImmediateLines { get; set; } = 100_000;

    /// <summary>Exports of one person that wait or are being made.</summary>
    [Range(1, 100)]
    public int PendingPerPerson { get; set; } = 3;

    /// <summary>Exports of one person, finished ones included.</summary>
    [Range(1, 1_000)]
    public int KeptPerPerson { get; set; } = 20;

    [Range(1, 365)]
    public int KeptDays { get; set; } = 7;

    /// <summary>Room left on the disk, under which an export stops: the database may live on the same one.</summary>
    [Range(0, int.MaxValue)]
    public int RoomLeftMegabytes { get; set; } = 200;

    /// <summary>How often progress is written and cancellation looked for.</summary>
    [Range(0, 60)]
    public int LookEverySeconds { get; set; } = 2;

    public TimeSpan Kept => TimeSpan.FromDays(KeptDays);
}
