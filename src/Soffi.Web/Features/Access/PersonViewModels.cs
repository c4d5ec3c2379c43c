using Soffi.Domain.Access;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Access;

/// <param name="Roles">« Déclarant – AKTO (AKTO) », one line an access.</param>
public sealed record PersonLine(Guid Id, string Name, string Email, DateTimeOffset LastSignInAt, IReadOnlyList<string> Roles, bool Restricted);

public sealed record PeopleViewModel(string? Search, IReadOnlyList<PersonLine> People, int Total)
{
    public string? Done { get; init; }
}

/// <param name="State">« actif », « suspendu… », « jusqu’au… ».</param>
/// <param name="Mine">Whether the reader decides of it.</param>
public sealed record PersonGrant(int Id, string What, DateTimeOffset GrantedAt, string State, bool Suspended, DateTimeOffset? ConfirmedAt, string? ConfirmedBy, bool Mine);

public sealed record RestrictionLine(int Id, string What, string Reason, string By, DateTimeOffset At, DateTimeOffset? EndsAt, bool Holds, DateTimeOffset? LiftedAt, string? LiftedBy);

/// <param name="Cgu">Version accepted last and when; null when none was.</param>
/// <param name="MayAct">Whether the reader decides for that person.</param>
/// <param name="MaySeeAs">Why the reader may not see as that person; null when they may.</param>
public sealed record PersonViewModel(
    Guid Id, string Name, string Email, string Issuer, DateTimeOffset CreatedAt, DateTimeOffset LastSignInAt, string? Cgu, IReadOnlyList<PersonGrant> Grants,
    IReadOnlyList<RestrictionLine> Restrictions, bool MayAct, string? MaySeeAs)
{
    public RestrictionForm Form { get; init; } = new();

    public string? ViewReason { get; init; }

    public string? DeletionReason { get; init; }

    public string? Done { get; init; }
}

/// <summary>What is closed to a person, as typed.</summary>
public sealed class RestrictionForm
{
    public const string Everything = "tout";

    public string? Quoi { get; set; }

    public string? Motif { get; set; }

    /// <summary>Last day; nothing for no end.</summary>
    public string? Fin { get; set; }

    public static IReadOnlyList<Choice> Choices { get; } =
        [new(Everything, "Tout le service"), .. Enum.GetValues<Permission>().Select(p => new Choice(p.ToString(), char.ToUpperInvariant(RoleWords.Of(p)[0]) + RoleWords.Of(p)[1..]))];

    /// <summary>What is closed (null for all) and until when, or the faults by field.</summary>
    public (Permission? Permission, DateTimeOffset? EndsAt, Dictionary<string, string> Faults) Read(DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        Permission? permission = null;
        if (Quoi != Everything)
        {
            if (Enum.TryParse<Permission>(Quoi, out var read) && Enum.IsDefined(read))
            {
                permission = read;
            }
            else
            {
                faults[nameof(Quoi)] = "Choisissez ce que vous interdisez.";
            }
        }

        if (RequestForm.Fault(Motif) is { } fault)
        {
            faults[nameof(Motif)] = fault;
        }

        var (end, endFault) = EndDay.Read(Fin, now);
        if (endFault is not null)
        {
            faults[nameof(Fin)] = endFault;
        }

        return (permission, end, faults);
    }
}

public sealed record ReviewLine(int GrantId, Guid? PersonId, string Name, string What, DateTimeOffset GrantedAt, DateTimeOffset? LastSignInAt, string State);

/// <summary>The accesses to confirm, campaign opened last.</summary>
/// <param name="Campaign">Null when no campaign has opened a review.</param>
public sealed record AccessReviewViewModel(string? Campaign, DateTimeOffset? DueAt, bool Closed, IReadOnlyList<ReviewLine> Waiting, int Confirmed)
{
    public string? Done { get; init; }
}

/// <summary>A session open somewhere.</summary>
public sealed record SessionLine(DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool This);
