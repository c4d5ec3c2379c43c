using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A campaign to prepare, read.</summary>
/// <param name="CopyFrom">The campaign whose settings are copied; null for none.</param>
/// <param name="OpensAt">Null: that of the copy.</param>
/// <param name="Deadline">Null: that of the copy.</param>
public sealed record NewCampaign(StatementKind Kind, int Exercise, int? CopyFrom, DateTimeOffset? OpensAt, DateTimeOffset? Deadline, string Reason);

/// <summary>A campaign that can be copied.</summary>
public sealed record CopySource(int Id, StatementKind Kind, int Exercise);

/// <summary>A campaign to prepare, as typed.</summary>
public sealed class NewCampaignForm
{
    private const int FirstExercise = 2015;

    public string? Kind { get; set; }

    public string? Exercise { get; set; }

    /// <summary>Identifier of the campaign to copy; nothing for none.</summary>
    public string? CopyFrom { get; set; }

    public string? OpeningDay { get; set; }

    public string? OpeningHour { get; set; } = "08:00";

    public string? DeadlineDay { get; set; }

    public string? DeadlineHour { get; set; } = "23:59";

    public string? Reason { get; set; }

    /// <summary>What was typed, or the faults by field.</summary>
    /// <param name="sources">Campaigns that can be copied.</param>
    public (NewCampaign? Wanted, IReadOnlyDictionary<string, string> Faults) Read(IReadOnlyList<CopySource> sources, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        var kind = Enum.TryParse<StatementKind>(Kind, out var known) && Enum.IsDefined(known) ? known : default;
        Refuse(nameof(Kind), kind == default, "Choisissez ESF ou CSA.");
        var year = int.TryParse(Exercise, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        Refuse(nameof(Exercise), year < FirstExercise || year > now.Year + 2, $"Saisissez l’année de l’exercice, de {FirstExercise} à {now.Year + 2}.");
        var source = sources.FirstOrDefault(s => s.Id.ToString(CultureInfo.InvariantCulture) == CopyFrom);
        Refuse(nameof(CopyFrom), !string.IsNullOrEmpty(CopyFrom) && source is null, "Choisissez une campagne de la liste.");
        Refuse(nameof(CopyFrom), source is not null && kind != default && source.Kind != kind, "Choisissez une campagne de même nature\u00a0: ESF ou CSA.");
        var opensAt = Moment(nameof(OpeningDay), OpeningDay, nameof(OpeningHour), OpeningHour, lastSecond: false);
        var deadline = Moment(nameof(DeadlineDay), DeadlineDay, nameof(DeadlineHour), DeadlineHour, lastSecond: true);
        Refuse(nameof(DeadlineDay), opensAt >= deadline, "L’échéance doit suivre l’ouverture.");
        Refuse(nameof(Reason), ReasonForm.Fault(Reason) is not null, ReasonForm.Fault(Reason) ?? "");
        return faults.Count > 0
            ? (null, faults)
            : (new NewCampaign(kind, year, source?.Id, opensAt, deadline, Reason!.Trim()), faults);

        DateTimeOffset? Moment(string dayField, string? dayTyped, string hourField, string? hourTyped, bool lastSecond)
        {
            if (string.IsNullOrWhiteSpace(dayTyped) && source is not null)
            {
                return null;
            }

            if (TypedMoment.Day(dayTyped) is not { } day)
            {
                Refuse(dayField, true, TypedMoment.DayFault);
                return null;
            }

            var moment = TypedMoment.At(day, hourTyped, lastSecond);
            Refuse(hourField, moment is null, TypedMoment.HourFault);
            return moment;
        }

        void Refuse(string field, bool wrong, string sentence)
        {
            if (wrong)
            {
                faults.TryAdd(field, sentence);
            }
        }
    }
}

/// <param name="Sources">Campaigns that can be copied, the latest first.</param>
public sealed record NewCampaignViewModel(NewCampaignForm Form, IReadOnlyList<CopySource> Sources);
