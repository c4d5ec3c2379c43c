namespace Soffi.Domain.Declarations;

/// <summary>One version of a statement that may be public.</summary>
/// <param name="Number">1 for the first submission, then 2… (corrections).</param>
public sealed record PublishableVersion(Guid SubmissionId, int Number, string ReceiptNumber, DateTimeOffset SubmittedAt);

/// <summary>
/// What the public reads of a statement, told by the decisions of its review and by nothing else: the last version published, until
/// it is taken back or the next one is published. A correction under way changes nothing of it.
/// </summary>
/// <param name="Revises">The other version that was public before; null when this one is the first. Revised figures are marked « (r) ».</param>
public sealed record StandingPublication(PublishableVersion Version, DateTimeOffset At, PublishableVersion? Revises)
{
    /// <param name="decisions">Those of one statement; all but publications and withdrawals are passed over.</param>
    /// <param name="versions">Its submissions.</param>
    /// <returns>Null when nothing is public.</returns>
    public static StandingPublication? Of(IEnumerable<ReviewDecision> decisions, IReadOnlyCollection<PublishableVersion> versions)
    {
        StandingPublication? standing = null, last = null;
        foreach (var decision in decisions.OrderBy(d => d.Revision))
        {
            if (decision.Act == DeclarationAct.WithdrawPublication)
            {
                standing = null;
            }
            else if (decision.Act == DeclarationAct.Publish && Published(decision, versions) is { } version)
            {
                var revises = last is null ? null : last.Version.SubmissionId == version.SubmissionId ? last.Revises : last.Version;
                standing = last = new StandingPublication(version, decision.At, revises);
            }
        }

        return standing;
    }

    /// <summary>The version that the decision names, or for the older ones that name none, the last submitted when it was taken.</summary>
    private static PublishableVersion? Published(ReviewDecision decision, IReadOnlyCollection<PublishableVersion> versions) => decision.About.Length > 0
        ? versions.FirstOrDefault(v => v.ReceiptNumber == decision.About)
        : versions.Where(v => v.SubmittedAt <= decision.At).MaxBy(v => v.Number);
}
