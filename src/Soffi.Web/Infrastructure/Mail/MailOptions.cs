using System.ComponentModel.DataAnnotations;

namespace Soffi.Web.Infrastructure.Mail;

/// <summary>How messages leave: by a server, or as files on a workstation.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>SMTP server; empty to write files in <see cref="Directory"/>.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether a server that offers no encryption is refused. Only a relay on the same machine may do without.</summary>
    public bool RequireTls { get; set; } = true;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "Soffi <ne-pas-repondre@soffi.example>";

    /// <summary>Folder of the .eml files, below the content root unless absolute.</summary>
    public string Directory { get; set; } = "data/courriels";
}
