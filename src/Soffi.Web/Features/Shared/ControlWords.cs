using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>How controls and what was decided about them are said.</summary>
public static class ControlWords
{
    /// <summary>« désactivé le 12 mars 2026 : motif », « ramené de « bloquant » à « à justifier » le 12 mars 2026 : motif ».</summary>
    public static string Of(ChangedControl changed) => $"{Decision(changed.Standing, changed.Change.Severity)} le {ParisTime.Day(changed.Change.At)}\u00a0: {changed.Change.Reason}";

    /// <param name="standing">Severity of the form.</param>
    /// <param name="severity">The lower one; null when switched off.</param>
    public static string Decision(Severity standing, Severity? severity) => severity is { } lower
        ? $"ramené de «\u00a0{Severities.Word(standing)}\u00a0» à «\u00a0{Severities.Word(lower)}\u00a0»"
        : "désactivé";
}
