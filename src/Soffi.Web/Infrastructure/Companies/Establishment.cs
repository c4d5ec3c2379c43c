using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>Which directory said it.</summary>
public enum CompanySource
{
    SearchApi = 1,
    Sirene,
}

/// <summary>An establishment, as a directory describes it.</summary>
/// <param name="Name">Name of the legal unit.</param>
/// <param name="Address">On one line; null when it is not disclosed.</param>
/// <param name="Closed">It has closed, or its legal unit has ceased.</param>
/// <param name="ClosedOn">Since when, if the directory says it.</param>
public sealed record Establishment(Siret Siret, string Name, string? Address, bool Closed, DateOnly? ClosedOn, CompanySource Source);

/// <summary>How a look-up ended. Whatever it is, the person can go on by typing by hand.</summary>
public enum LookupOutcome
{
    Found = 1,

    /// <summary>No directory knows that number.</summary>
    Unknown,

    /// <summary>It exists, but its holder asked that nothing be disclosed (A. 123-96 code de commerce).</summary>
    NotDisclosed,

    /// <summary>The directories ask to wait.</summary>
    Busy,

    /// <summary>No directory answers, or none may be asked from here.</summary>
    Unreachable,
}

/// <param name="Establishment">When <see cref="LookupOutcome.Found"/>.</param>
/// <param name="RetryAfter">When <see cref="LookupOutcome.Busy"/>.</param>
public sealed record CompanyLookup(LookupOutcome Outcome, Establishment? Establishment = null, TimeSpan? RetryAfter = null)
{
    /// <summary>What to tell the person, in one or two French sentences.</summary>
    public string Sentence => Outcome switch
    {
        LookupOutcome.Found when Establishment!.Closed => "Cet établissement est fermé dans l’annuaire. Vérifiez le numéro, ou saisissez les informations à la main.",
        LookupOutcome.Found when Establishment!.Address is null => "Établissement trouvé\u00a0; son adresse n’est pas publique. Saisissez-la à la main.",
        LookupOutcome.Found => "Établissement trouvé. Vérifiez son nom et son adresse.",
        LookupOutcome.Unknown => "L’annuaire ne connaît pas ce numéro. Vérifiez-le, ou saisissez les informations à la main.",
        LookupOutcome.NotDisclosed => "Cet établissement a demandé que ses informations ne soient pas publiques. Saisissez-les à la main.",
        LookupOutcome.Busy => "L’annuaire reçoit trop de demandes. Recommencez dans une minute, ou saisissez les informations à la main.",
        _ => "Annuaire injoignable, saisissez à la main.",
    };
}
