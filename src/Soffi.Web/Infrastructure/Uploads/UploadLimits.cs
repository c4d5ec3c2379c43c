namespace Soffi.Web.Infrastructure.Uploads;

/// <summary>The section <c>Documents</c>.</summary>
public sealed class UploadLimits
{
    public const string Section = "Documents";

    /// <summary>Greatest size of a file, in bytes; 20 Mo. Keep it under the <c>StreamMaxLength</c> of the antivirus (25 MiB by default).</summary>
    public int MaxBytes { get; set; } = 20_000_000;
}
