namespace Soffi.Portal.Store;

/// <summary>What a link sent by mail allows.</summary>
public enum LinkPurpose
{
    SignUp,
    NewPassword,
    NewAddress,
}

/// <summary>A link sent by mail: used once, until it expires. Only a digest of its key is kept.</summary>
public sealed class AccountLink
{
    public Guid Id { get; set; }

    public LinkPurpose Purpose { get; set; }

    /// <summary>The account it changes; null for a sign-up, whose account does not exist yet.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Address that received the link, as typed.</summary>
    public string Email { get; set; } = "";

    /// <summary>The same in the form that tells people apart.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>SHA-256 of the key.</summary>
    public byte[] KeyDigest { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was used, or replaced by a later one.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A message to send, written with the change it tells of. It goes away once sent: it may hold a link.</summary>
public sealed class OutgoingMail
{
    public Guid Id { get; set; }

    public string To { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Body { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    public int Attempts { get; set; }
}

/// <summary>Failed attempts counted under one key (an account, an address of the network, a browser).</summary>
public sealed class AttemptCount
{
    /// <summary>Digest of the key: the table names nobody.</summary>
    public string Key { get; set; } = "";

    public int Failures { get; set; }

    public DateTimeOffset LastAt { get; set; }

    public DateTimeOffset BlockedUntil { get; set; }
}

/// <summary>One line of the security journal: written, read, purged after a year, never changed.</summary>
public sealed class SecurityEvent
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public SecurityEventKind Kind { get; set; }

    /// <summary>The account concerned; stays after its deletion, when it names nobody any more. Null when there is no such account.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Address of the network the request came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>Browser and system, in words.</summary>
    public string Browser { get; set; } = "";
}

/// <summary>What the security journal tells.</summary>
public enum SecurityEventKind
{
    AccountCreated,
    SignedIn,
    SignInFailed,
    SignInDelayed,
    SignedOut,
    PasswordLinkAsked,
    PasswordChanged,
    AddressChangeAsked,
    AddressChanged,
    ProfileChanged,
    SessionClosed,
    AllSessionsClosed,
    AccountDeleted,
}

/// <summary>A browser signed in to the portal. The identifier is the <c>sid</c> given to the services.</summary>
public sealed class PortalSession
{
    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    public string Source { get; set; } = "";

    public string Browser { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>A service opened with a session: it is told when the session ends.</summary>
public sealed class SessionUse
{
    public Guid SessionId { get; set; }

    public string ClientId { get; set; } = "";
}

/// <summary>The end of a session still to be told to a service (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class LogoutNotice
{
    public Guid Id { get; set; }

    public string ClientId { get; set; } = "";

    public Guid SessionId { get; set; }

    public Guid UserId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    public int Attempts { get; set; }
}
