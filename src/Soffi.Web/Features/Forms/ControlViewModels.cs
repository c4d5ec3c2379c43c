using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Forms;

/// <summary>What was decided about a control, as it is read.</summary>
/// <param name="Effect">« désactivé », « ramené de … à … ».</param>
/// <param name="EndedAt">Null while it holds.</param>
public sealed record ControlDecision(
    string Effect, bool IsOff, string Reason, string Author, DateTimeOffset At, DateTimeOffset? EndedAt, string? EndReason, string? EndedBy)
{
    /// <summary>The effect at the start of a sentence.</summary>
    public string Title => char.ToUpperInvariant(Effect[0]) + Effect[1..];

    public static ControlDecision Of(CampaignControlChange change, Severity standing) => new(
        ControlWords.Decision(standing, change.Severity), change.Severity is null, change.Reason, change.AuthorName, change.At,
        change.EndedAt, change.EndReason, change.EndedBy);
}

/// <summary>One line of the list.</summary>
/// <param name="InProgress">Statements being typed on which it triggers.</param>
/// <param name="Submitted">Submitted ones.</param>
public sealed record ControlLine(ListedControl Control, ControlDecision? Decision, int InProgress, int Submitted)
{
    public string Triggers => (InProgress, Submitted) switch
    {
        (0, 0) => "aucune",
        (_, 0) => $"{InProgress}\u00a0en cours",
        (0, _) => Submitted == 1 ? "1\u00a0déposée" : $"{Submitted}\u00a0déposées",
        _ => $"{InProgress}\u00a0en cours, {Submitted}\u00a0{(Submitted == 1 ? "déposée" : "déposées")}",
    };
}

/// <summary>All the controls of one form of a campaign.</summary>
/// <param name="Forms">The forms of the campaign, the one shown among them.</param>
/// <param name="Checked">Statements that were checked: those begun.</param>
public sealed record ControlsViewModel(
    int CampaignId, string CampaignName, IReadOnlyList<CampaignForm> Forms, CampaignForm? Shown, IReadOnlyList<ControlLine> Lines, int Checked)
{
    public string HrefOf(ControlLine line) => ControlLinks.Control(CampaignId, Shown!.Type, line.Control.Code);
}

/// <summary>A statement on which the control triggers, with what it says.</summary>
public sealed record ControlTrigger(string OperatorName, bool Submitted, IReadOnlyList<string> Messages);

/// <summary>One control, and what may be decided about it.</summary>
/// <param name="History">Decisions that ended, the latest first.</param>
/// <param name="Refusal">Why the last request was not carried out; null when it was, or none was made.</param>
public sealed record ControlViewModel(
    int CampaignId, string CampaignName, OperatorType Type, ListedControl Control, ControlDecision? Decision,
    IReadOnlyList<ControlDecision> History, IReadOnlyList<ControlTrigger> Triggers, int Checked, string? Refusal)
{
    public string Href => ControlLinks.Control(CampaignId, Type, Control.Code);

    /// <summary>What may be chosen: switched off, or one of the lower severities.</summary>
    public IReadOnlyList<Choice> Choices =>
    [
        new(ControlChangeForm.Off, "Le désactiver", "Il n’est plus appliqué, ni à la saisie ni au dépôt."),
        .. Control.Lower.Select(s => new Choice(s.ToString(), $"Le ramener à «\u00a0{Severities.Word(s)}\u00a0»", s == Severity.ToExplain
            ? "Le dépôt redevient possible avec une justification écrite."
            : "Il est encore signalé, mais ne demande plus rien.")),
    ];
}

/// <summary>Addresses of the pages of controls. Codes keep their capitals, which the router would lower.</summary>
public static class ControlLinks
{
    public static string All(int campaignId, OperatorType? type = null) =>
        $"/campagnes/{campaignId}/controles{(type is { } known ? $"?type={CampaignWords.Family(known)}" : null)}";

    public static string Control(int campaignId, OperatorType type, string code) =>
        $"/campagnes/{campaignId}/controles/{CampaignWords.Family(type)}/{code}";
}

/// <summary>A decision, as posted.</summary>
public sealed class ControlChangeForm
{
    /// <summary>Value of the choice that switches the control off; the others are names of <see cref="Severity"/>.</summary>
    public const string Off = "Off";

    public const int ShortestReason = 10;

    public string? Effect { get; set; }

    public string? Reason { get; set; }

    /// <summary>Why the control is restored: another field, for both stand on one page.</summary>
    public string? EndReason { get; set; }

    /// <summary>The severity asked for, null to switch off; not known when the choice is none of those offered.</summary>
    public (bool Known, Severity? Severity) Read() =>
        Effect == Off ? (true, null)
        : Enum.TryParse<Severity>(Effect, out var severity) && Enum.IsDefined(severity) && severity.ToString() == Effect ? (true, severity)
        : (false, null);

    /// <summary>Null when the reason can be shown to those concerned; else what to type.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < ShortestReason => $"Indiquez le motif en {ShortestReason}\u00a0caractères au moins\u00a0: les organismes concernés le liront.",
        > Domain.Campaigns.Campaign.LongestReason => $"Le motif ne peut pas dépasser {Domain.Campaigns.Campaign.LongestReason}\u00a0caractères.",
        _ => null,
    };
}
