namespace Soffi.Portal.Mail;

/// <summary>How messages leave: configuration section <c>Mail</c>, shared with the service that hosts the portal.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>SMTP server; empty writes each message as an <c>.eml</c> file in <see cref="Directory"/>.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>Whether a server that offers no encryption is refused. Only a relay on the same machine may do without.</summary>
    public bool RequireTls { get; set; } = true;

    /// <summary>Empty for a server that asks for no authentication.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Sender, with or without a display name.</summary>
    public string From { get; set; } = "Portail de services <ne-pas-repondre@soffi.example>";

    /// <summary>Folder of the <c>.eml</c> files; a relative path starts at the content root.</summary>
    public string Directory { get; set; } = "data/courriels";

    /// <summary>True when messages are written on this machine instead of leaving it.</summary>
    public bool IsWritten => string.IsNullOrWhiteSpace(Host);
}
