using System.Globalization;

namespace Soffi.Domain.Access;

/// <summary>Where a request stands.</summary>
public enum AccessRequestState
{
    Pending = 1,
    Granted,
    Refused,
    Withdrawn,
}

/// <summary>A role that a person asks for, on a perimeter, and what was decided (CGU article 37).</summary>
public sealed class AccessRequest
{
    public const int ShortestReason = 10;
    public const int LongestReason = 1000;

    private AccessRequest()
    {
    }

    /// <param name="operatorId">For who declares, signs, or types for an operator.</param>
    /// <param name="regionCode">For an agent of a DREETS.</param>
    public AccessRequest(Guid userId, string email, string name, Role role, int? operatorId, string? regionCode, string reason, DateTimeOffset now)
    {
        UserId = userId;
        Email = User.NormaliseEmail(email);
        Name = name;
        Role = role;
        OperatorId = operatorId;
        RegionCode = regionCode;
        Perimeter = PerimeterOf(operatorId, regionCode);
        Reason = reason;
        CreatedAt = now;
        State = AccessRequestState.Pending;
    }

    public int Id { get; private set; }

    public Guid UserId { get; private set; }

    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    public int? OperatorId { get; private set; }

    public string? RegionCode { get; private set; }

    /// <summary>« operateur:12 », « region:84 », « national »: what an index can hold against another request.</summary>
    public string Perimeter { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public AccessRequestState State { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    /// <summary>Read by the person who asked.</summary>
    public string? DecisionReason { get; private set; }

    /// <summary>Until when it was granted; null for no end, or when it was not.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Whether that role is given on an operator.</summary>
    public static bool NeedsOperator(Role role) => role is Role.Declarant or Role.Signatory or Role.EntryAgent;

    /// <summary>Whether that role is given on a region.</summary>
    public static bool NeedsRegion(Role role) => role == Role.AgentDreets;

    /// <summary>Why that person may not decide it: a French sentence; null when they may.</summary>
    public string? Objection(Actor by) =>
        State != AccessRequestState.Pending ? "Cette demande est déjà décidée ou retirée."
        : by.UserId == UserId ? "Vous ne pouvez pas décider de votre propre demande\u00a0: une autre personne doit le faire."
        : !AccessManagement.Covers(by, Role, OperatorId, RegionCode) ? AccessManagement.Outside
        : null;

    public Grant Accept(Actor by, string reason, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        Decide(AccessRequestState.Granted, by.DisplayName, reason, now);
        ExpiresAt = expiresAt;
        var grant = new Grant(Email, Role, now, OperatorId, RegionCode, expiresAt);
        grant.BindTo(UserId);
        return grant;
    }

    public void Refuse(Actor by, string reason, DateTimeOffset now) => Decide(AccessRequestState.Refused, by.DisplayName, reason, now);

    /// <summary>The person gives it up.</summary>
    public void Withdraw(DateTimeOffset now) => Decide(AccessRequestState.Withdrawn, Name, null, now);

    /// <summary>Takes away the name and the address of a deleted account.</summary>
    public void Forget()
    {
        Email = $"{UserId}@supprime.invalid";
        Name = "Compte supprimé";
    }

    private void Decide(AccessRequestState state, string by, string? reason, DateTimeOffset now)
    {
        if (State != AccessRequestState.Pending)
        {
            throw new InvalidOperationException("Cette demande est déjà décidée ou retirée.");
        }

        State = state;
        DecidedBy = by;
        DecisionReason = reason;
        DecidedAt = now;
    }

    private static string PerimeterOf(int? operatorId, string? regionCode) => operatorId is { } body
        ? string.Create(CultureInfo.InvariantCulture, $"operateur:{body}")
        : regionCode is null ? "national" : $"region:{regionCode}";
}
