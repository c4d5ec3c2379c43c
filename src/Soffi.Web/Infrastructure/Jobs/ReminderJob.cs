using System.Globalization;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Sends the reminders of the deadlines, J-30 to J+1, by day and not by night. Cut or run twice, each leaves once; after days
/// without a run, only the last step leaves.
/// </summary>
public sealed class ReminderJob(FollowUp.Reminders reminders, TimeProvider clock) : IScheduledJob
{
    private const int FirstHour = 8;

    public static string Name => "rappels";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        if (ParisTime.Of(clock.GetUtcNow()).Hour < FirstHour)
        {
            return null;
        }

        var (sent, alone) = (0, 0);
        foreach (var planned in await reminders.Due(cancellation))
        {
            sent += await reminders.Send(planned, null, cancellation) ? 1 : 0;
            alone += planned.Recipients.Count == 0 ? 1 : 0;
        }

        return sent + alone == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{sent} rappel(s) envoyé(s), {alone} organisme(s) sans personne à prévenir");
    }
}
