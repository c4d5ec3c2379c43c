namespace Soffi.Domain.Operators;

/// <summary>The four families of bodies and flows Soffi follows; each has its own form (reference-metier §2).</summary>
public enum OperatorType
{
    /// <summary>Opérateur de compétences (L. 6332-1 c. trav.).</summary>
    Opco = 1,

    /// <summary>Association Transitions Pro, in law « commission paritaire interprofessionnelle régionale » (L. 6323-17-6 c. trav.).</summary>
    Atpro = 2,

    /// <summary>Fonds d'assurance formation de non-salariés (L. 6332-9 c. trav.), VIVEA included (R. 718-19 c. rural).</summary>
    Faf = 3,
}

/// <summary>A body that owes statements. It is not a person: people get a <see cref="Access.Grant"/> on it.</summary>
public sealed class Operator
{
    private Operator()
    {
    }

    /// <param name="code">Permanent short code, e.g. « AKTO »; unique.</param>
    /// <param name="name">Official label.</param>
    /// <param name="type">Family, hence the form.</param>
    /// <param name="siren">Nine digits with a valid Luhn key; fictitious in the demonstration.</param>
    /// <param name="regionCode">INSEE code of the region, two characters (« 01 »), for an ATPRO; null for a national body.</param>
    /// <param name="hostId">The body that carries this one as a section; null for a body of its own.</param>
    public Operator(string code, string name, OperatorType type, string siren, string? regionCode = null, int? hostId = null)
    {
        Code = code;
        Name = name;
        Type = type;
        Siren = siren;
        RegionCode = regionCode;
        HostId = hostId;
    }

    public int Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public OperatorType Type { get; private set; }

    public string Siren { get; private set; } = "";

    public string? RegionCode { get; private set; }

    /// <summary>
    /// The body that carries this one: the training funds of sea fishing and of artists-authors are sections of an OPCO
    /// (R. 6331-54, R. 6331-64 c. trav.), which declares for itself and for them. Null for a body of its own.
    /// </summary>
    public int? HostId { get; private set; }

    /// <summary>This body is a section of another.</summary>
    public bool IsSection => HostId is not null;

    /// <summary>Becomes a section of <paramref name="hostId"/>, or a body of its own.</summary>
    public void CarriedBy(int? hostId) => HostId = hostId;
}
