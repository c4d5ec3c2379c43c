namespace Soffi.Domain.Cgu;

/// <summary>
/// Evidence of one acceptance (CGU articles 14, 81, 82): who (issuer and subject as received), which exact text, when.
/// Never deleted nor changed.
/// </summary>
public sealed class CguAcceptance
{
    private CguAcceptance()
    {
    }

    /// <param name="round">How many times that person had ended the agreement before: 0 for most people.</param>
    public CguAcceptance(Guid userId, string issuer, string subject, CguVersion version, DateTimeOffset acceptedAt, int round = 0)
    {
        Round = round;
        UserId = userId;
        Issuer = issuer;
        Subject = subject;
        CguVersionId = version.Id;
        Number = version.Number;
        Sha256 = version.Sha256;
        AcceptedAt = acceptedAt;
    }

    public long Id { get; private set; }

    public Guid UserId { get; private set; }

    public string Issuer { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public int CguVersionId { get; private set; }

    public string Number { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    /// <summary>How many endings came before: one may accept again the same version after having renounced.</summary>
    public int Round { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset AcceptedAt { get; private set; }
}
