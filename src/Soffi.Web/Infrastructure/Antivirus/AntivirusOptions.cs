using Microsoft.Extensions.Options;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Infrastructure.Antivirus;

public enum AntivirusMode
{
    /// <summary>ClamAV's daemon, over TCP.</summary>
    Clamd,

    /// <summary>Openly switched off: every page that shows a file says so. For a workstation or a demonstration only.</summary>
    None,
}

/// <summary>What becomes of a file while the daemon cannot be reached.</summary>
public enum WhenAbsent
{
    /// <summary>Kept aside: nobody is given it, the statement cannot be submitted, it is scanned when the daemon is back.</summary>
    Quarantine,

    /// <summary>Not received.</summary>
    Refuse,
}

/// <summary>The section <c>Antivirus</c>.</summary>
public sealed class AntivirusOptions
{
    public const string Section = "Antivirus";

    public AntivirusMode Mode { get; set; } = AntivirusMode.Clamd;

    /// <summary>Name or address of the daemon; empty: it is taken for absent.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 3310;

    public WhenAbsent WhenAbsent { get; set; } = WhenAbsent.Quarantine;

    /// <summary>The daemon is taken for absent when it leaves a step (connection, sending, answer) that long undone.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Between two looks at the files that wait.</summary>
    public int RescanSeconds { get; set; } = 60;
}

/// <summary>Switching the antivirus off is for workstations and demonstrations: refused where real files come.</summary>
public sealed class AntivirusOptionsValidator(IHostEnvironment environment, IOptions<DemonstrationOptions> demonstration)
    : IValidateOptions<AntivirusOptions>
{
    public ValidateOptionsResult Validate(string? name, AntivirusOptions options)
    {
        if (options.Mode == AntivirusMode.None && environment.IsProduction() && !demonstration.Value.Enabled)
        {
            return ValidateOptionsResult.Fail(
                "Antivirus:Mode=None n’est possible que sur un poste de travail ou pour une démonstration. Renseignez Antivirus:Host et Antivirus:Port.");
        }

        return options is { Port: > 0 and <= 65535, TimeoutSeconds: > 0, RescanSeconds: > 0 }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Antivirus:Port, Antivirus:TimeoutSeconds et Antivirus:RescanSeconds doivent être des nombres entiers positifs.");
    }
}
