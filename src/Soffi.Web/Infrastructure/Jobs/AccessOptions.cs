using System.ComponentModel.DataAnnotations;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>The section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Days without signing in after which an access is suspended: more than a year, the service being yearly.</summary>
    [Range(30, 3650)]
    public int DormantAfterDays { get; set; } = 400;

    /// <summary>Days before its end at which the holder of an access is told.</summary>
    [Range(1, 90)]
    public int ExpiryNoticeDays { get; set; } = 15;
}
