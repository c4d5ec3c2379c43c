using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A new deadline, as typed.</summary>
public sealed class DeadlineForm
{
    /// <summary>« Opco »…; nothing for the campaign.</summary>
    public string? Type { get; set; }

    /// <summary>« 31/05/2026 », or « 2026-05-31 » as browsers send it; nothing gives a type back the deadline of the campaign.</summary>
    public string? Day { get; set; }

    /// <summary>« 23:59 », « 23 h 59 »: its last second included.</summary>
    public string? Hour { get; set; }

    public string? Reason { get; set; }

    /// <summary>The type chosen; null for the campaign.</summary>
    public OperatorType? OfType => Enum.TryParse<OperatorType>(Type, out var type) && Enum.IsDefined(type) ? type : null;

    /// <summary>The form before anything is typed: the deadline as it stands.</summary>
    public static DeadlineForm Of(DateTimeOffset deadline) => new() { Day = TypedMoment.DayOf(deadline), Hour = TypedMoment.HourOf(deadline) };

    /// <summary>The instant (null: none of its own), or the sentence that says what to type and by which field.</summary>
    public (DateTimeOffset? Deadline, string? Field, string? Error) Read(Campaign campaign, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(Type) && OfType is null)
        {
            return (null, nameof(Type), "Choisissez un type d’opérateur de la liste.");
        }

        if (OfType is not null && string.IsNullOrWhiteSpace(Day))
        {
            return (null, null, null);
        }

        if (TypedMoment.Day(Day) is not { } day)
        {
            return (null, nameof(Day), TypedMoment.DayFault);
        }

        if (TypedMoment.At(day, Hour, lastSecond: true) is not { } deadline)
        {
            return (null, nameof(Hour), TypedMoment.HourFault);
        }

        if (deadline <= now)
        {
            return (null, nameof(Day), "L’échéance doit être dans le futur\u00a0: choisissez une date et une heure à venir.");
        }

        return deadline <= campaign.OpensAt
            ? (null, nameof(Day), $"L’échéance doit suivre l’ouverture de la campagne, le {ParisTime.DayAndHour(campaign.OpensAt)}.")
            : (deadline, null, null);
    }
}

/// <summary>When a campaign opens, as typed. Not named as the deadline: both stand on one page.</summary>
public sealed class OpeningForm
{
    public const string Now = "maintenant";
    public const string AtDate = "date";

    /// <summary><see cref="Now"/> or <see cref="AtDate"/>.</summary>
    public string? OpeningWhen { get; set; }

    public string? OpeningDay { get; set; }

    public string? OpeningHour { get; set; }

    public string? OpeningReason { get; set; }

    public static OpeningForm Of(DateTimeOffset planned) =>
        new() { OpeningDay = TypedMoment.DayOf(planned), OpeningHour = TypedMoment.HourOf(planned) };

    /// <summary>The instant, or the sentence that says what to type and by which field.</summary>
    public (DateTimeOffset? OpensAt, string? Field, string? Error) Read(Campaign campaign, DateTimeOffset now)
    {
        if (OpeningWhen == Now)
        {
            return now < campaign.LastDeadline
                ? (now, null, null)
                : (null, nameof(OpeningWhen), "L’échéance de la campagne est passée\u00a0: déplacez-la avant d’ouvrir.");
        }

        if (OpeningWhen != AtDate)
        {
            return (null, nameof(OpeningWhen), "Choisissez d’ouvrir maintenant ou à une date.");
        }

        if (TypedMoment.Day(OpeningDay) is not { } day)
        {
            return (null, nameof(OpeningDay), TypedMoment.DayFault);
        }

        if (TypedMoment.At(day, OpeningHour) is not { } opensAt)
        {
            return (null, nameof(OpeningHour), TypedMoment.HourFault);
        }

        return opensAt <= now
            ? (null, nameof(OpeningDay), "L’ouverture doit être dans le futur\u00a0; pour ouvrir tout de suite, choisissez «\u00a0maintenant\u00a0».")
            : opensAt >= campaign.LastDeadline
            ? (null, nameof(OpeningDay), $"L’ouverture doit précéder l’échéance, le {ParisTime.DayAndHour(campaign.LastDeadline)}.")
            : (opensAt, null, null);
    }
}

/// <summary>Why a campaign is closed, opened again, or opened to corrections.</summary>
public sealed class ReasonForm
{
    public const int Shortest = 3;

    /// <summary>Not named as that of the deadline: both stand on one page.</summary>
    public string? ClosingReason { get; set; }

    /// <summary>Not named as the other two.</summary>
    public string? CorrectionsReason { get; set; }

    /// <summary>Null when the reason can be kept; else what to type.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < Shortest => "Indiquez le motif en quelques mots\u00a0: il est conservé dans le journal.",
        > Campaign.LongestReason => $"Le motif ne peut pas dépasser {Campaign.LongestReason}\u00a0caractères.",
        _ => null,
    };
}
