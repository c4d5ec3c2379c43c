using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Companies;

namespace Soffi.Web.Features.Access;

/// <summary>A body on which an access may be asked.</summary>
public sealed record RequestOperator(int Id, string Code, string Name);

/// <summary>An access, as asked.</summary>
public sealed class RequestForm
{
    public string? Role { get; set; }

    /// <summary>Code of the operator.</summary>
    public string? Operateur { get; set; }

    public string? Region { get; set; }

    public string? Motif { get; set; }

    /// <summary>Of the person's establishment; it joins <see cref="Motif"/>, and nothing else is kept of it.</summary>
    public string? Siret { get; set; }

    private const string Heading = "Établissement\u00a0: ";

    public static IReadOnlyList<Choice> Roles { get; } = [.. Enum.GetValues<Role>().Select(r => new Choice(r.ToString(), RoleWords.Of(r)))];

    public static IReadOnlyList<Choice> Regions { get; } = [.. Domain.Operators.Region.All.Select(r => new Choice(r.Code, r.Directorate))];

    /// <summary>The role and its perimeter, or the faults by field.</summary>
    public (Role Role, int? OperatorId, string? RegionCode, Dictionary<string, string> Faults) Read(IReadOnlyList<RequestOperator> operators)
    {
        var faults = new Dictionary<string, string>();
        var role = Enum.TryParse<Role>(Role, out var read) && Enum.IsDefined(read) ? read : default;
        if (role == default)
        {
            faults[nameof(Role)] = "Choisissez le profil qui correspond à vos fonctions.";
        }

        var body = operators.FirstOrDefault(o => o.Code == Operateur);
        if (AccessRequest.NeedsOperator(role) && body is null)
        {
            faults[nameof(Operateur)] = "Choisissez l’organisme pour lequel vous déclarez.";
        }

        var region = Domain.Operators.Region.Find(Region);
        if (AccessRequest.NeedsRegion(role) && region is null)
        {
            faults[nameof(Region)] = "Choisissez votre direction régionale.";
        }

        if (Domain.Operators.Siret.TryRead(Siret, out var siret) is not (SiretFault.None or SiretFault.Empty) and var wrong)
        {
            faults[nameof(Siret)] = Sentence(wrong);
        }

        // Which establishment is no reason by itself.
        var fault = Fault(string.Join('\n', Lines().Where(line => !line.StartsWith(Heading, StringComparison.Ordinal))));
        if (siret is not null)
        {
            Join(siret, null);
        }

        fault ??= Fault(Motif);

        if (fault is not null)
        {
            faults[nameof(Motif)] = fault;
        }

        return (
            role, AccessRequest.NeedsOperator(role) || role == Domain.Access.Role.AccessManager ? body?.Id : null,
            AccessRequest.NeedsRegion(role) || (role == Domain.Access.Role.AccessManager && body is null) ? region?.Code : null, faults);
    }

    /// <summary>Writes the establishment at the head of <see cref="Motif"/>, in place of one found before; a number that is there already stays as it is.</summary>
    /// <param name="found">What the directory says of it; null when it says nothing.</param>
    public void Join(Siret siret, Establishment? found)
    {
        var lines = Lines().ToList();
        if (found is null && lines.Exists(line => line.Contains(siret.Display, StringComparison.Ordinal)))
        {
            return;
        }

        lines.RemoveAll(line => line.StartsWith(Heading, StringComparison.Ordinal));
        var named = found is null ? $"SIRET {siret.Display}" : $"{found.Name}{(found.Address is null ? "" : $", {found.Address}")} (SIRET {siret.Display})";
        Motif = string.Join('\n', lines.Prepend($"{Heading}{named}")).TrimEnd('\n');
    }

    private string[] Lines() => (Motif ?? "").ReplaceLineEndings("\n").Split('\n');

    /// <summary>What is wrong with a typed SIRET, and what to type.</summary>
    public static string Sentence(SiretFault fault) => fault switch
    {
        SiretFault.Empty => "Saisissez les 14 chiffres du SIRET, ou décrivez votre établissement dans votre demande.",
        SiretFault.WrongKey => "Ce numéro SIRET n’existe pas\u00a0: vérifiez chaque chiffre.",
        _ => "Un numéro SIRET compte 14 chiffres\u00a0: vérifiez votre saisie.",
    };

    /// <summary>Null when that reason can be kept; else what to type.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < AccessRequest.ShortestReason => $"Expliquez en {AccessRequest.ShortestReason} caractères au moins.",
        > AccessRequest.LongestReason => $"Raccourcissez\u00a0: {AccessRequest.LongestReason} caractères au plus.",
        _ => null,
    };
}

/// <summary>What is decided.</summary>
public sealed class DecisionForm
{
    public const string Grant = "accorder";
    public const string Refusal = "refuser";

    public string? Decision { get; set; }

    public string? Motif { get; set; }

    /// <summary>Last day; nothing for no end.</summary>
    public string? Fin { get; set; }

    public static IReadOnlyList<Choice> Decisions { get; } = [new(Grant, "Accorder l’accès"), new(Refusal, "Refuser")];

    /// <summary>Whether it is granted and until when, or the faults by field.</summary>
    public (bool Granted, DateTimeOffset? ExpiresAt, Dictionary<string, string> Faults) Read(DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        if (Decision is not (Grant or Refusal))
        {
            faults[nameof(Decision)] = "Choisissez d’accorder ou de refuser.";
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

        return (Decision == Grant, end, faults);
    }
}

/// <summary>A request, as shown.</summary>
public sealed record RequestLine(
    int Id, string Name, string Email, Role Role, string Perimeter, string Reason, DateTimeOffset CreatedAt, AccessRequestState State, DateTimeOffset? DecidedAt,
    string? DecidedBy, string? DecisionReason, DateTimeOffset? ExpiresAt)
{
    public string What => $"{RoleWords.Of(Role)} – {Perimeter}";

    public string Outcome => State switch
    {
        AccessRequestState.Pending => "En attente",
        AccessRequestState.Granted => ExpiresAt is { } end ? $"Accordée jusqu’au {ParisTime.Day(end)}" : "Accordée",
        AccessRequestState.Refused => "Refusée",
        _ => "Retirée",
    };
}

/// <param name="Operators">Bodies on which an access may be asked.</param>
public sealed record NewRequestViewModel(RequestForm Form, IReadOnlyList<RequestOperator> Operators)
{
    /// <summary>What the directories of companies say of the person's establishment, once they are asked.</summary>
    public CompanyLookup? Lookup { get; init; }

    public IReadOnlyList<Choice> OperatorChoices => [.. Operators.Select(o => new Choice(o.Code, $"{o.Name} ({o.Code})"))];
}

/// <param name="Holders">Accesses that hold, by person.</param>
public sealed record RequestsViewModel(IReadOnlyList<RequestLine> Pending, IReadOnlyList<RequestLine> Decided, IReadOnlyList<HolderLine> Holders)
{
    public string? Done { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>An access that holds.</summary>
/// <param name="Name">Null for somebody who never signed in.</param>
public sealed record HolderLine(int GrantId, string? Name, string Email, Role Role, string Perimeter, DateTimeOffset GrantedAt, DateTimeOffset? ExpiresAt);

/// <param name="Objection">Why the person may not decide it; null when they may.</param>
/// <param name="Standing">Accesses that the person who asks holds already.</param>
public sealed record RequestViewModel(RequestLine Request, string? Objection, IReadOnlyList<string> Standing, DecisionForm Form);
