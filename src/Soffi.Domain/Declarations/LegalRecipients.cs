using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Declarations;

/// <param name="Code">Never changes: « dgefp », « france-competences », « prefet-84 ».</param>
/// <param name="Name">As the receipt names it.</param>
/// <param name="LegalBasis">Article by which the statement goes to it.</param>
public sealed record LegalRecipient(string Code, string Name, string LegalBasis)
{
    /// <summary>It has to be sent there: the ministry has it as soon as it is submitted in Soffi.</summary>
    public bool IsDelivered => Code != LegalRecipients.Ministry;

    /// <summary>« France compétences (R. 6332-31 du code du travail) ».</summary>
    public string Words => LegalBasis.Length > 0 ? $"{Name} ({LegalBasis})" : Name;
}

/// <summary>To whom the law sends a submitted statement, by type of operator.</summary>
public static class LegalRecipients
{
    public const string Ministry = "dgefp";

    public const string FranceCompetences = "france-competences";

    /// <summary>Followed by a hyphen and the INSEE code of the region.</summary>
    public const string Prefect = "prefet";

    private const string FranceCompetencesName = "France compétences";

    private const string Esf = "R. 6332-31 du code du travail";

    /// <summary>VIVÉA, the fund of farmers, is sent there by the rural code.</summary>
    internal const string FarmersFund = "VIVEA";

    /// <summary>Everybody to whom a statement may have to be sent, without article.</summary>
    public static IReadOnlyList<LegalRecipient> Known { get; } =
        [new(FranceCompetences, FranceCompetencesName, ""), .. Region.All.Select(r => new LegalRecipient($"{Prefect}-{r.Code}", PrefectOf(r), ""))];

    /// <summary>The recipient of a delivery, as the register names it.</summary>
    public static LegalRecipient Of(Delivery delivery) => new(delivery.Recipient, delivery.RecipientName, delivery.LegalBasis);

    /// <param name="kind">The ESF only has other recipients than the ministry.</param>
    /// <param name="body">Who owes it.</param>
    public static IReadOnlyList<LegalRecipient> Of(StatementKind kind, Operator body)
    {
        const string MinistryName = "Ministre chargé de la formation professionnelle (DGEFP)";
        if (kind != StatementKind.Esf)
        {
            return [new LegalRecipient(Ministry, MinistryName, "")];
        }

        var basis = body switch
        {
            { Type: OperatorType.Atpro } => $"D. 6323-21-2, qui applique l’article {Esf}",
            { Code: FarmersFund } => $"R. 718-19 du code rural et R. 6332-63, 6°, qui appliquent l’article {Esf}",
            { Type: OperatorType.Faf } => $"R. 6332-63, 6°, qui applique l’article {Esf}",
            _ => Esf,
        };
        var recipients = new List<LegalRecipient> { new(Ministry, MinistryName, basis), new(FranceCompetences, FranceCompetencesName, basis) };
        if (body.Type == OperatorType.Atpro)
        {
            var region = Region.All.FirstOrDefault(r => r.Code == body.RegionCode);
            recipients.Add(new LegalRecipient(
                region is null ? Prefect : $"{Prefect}-{region.Code}", region is null ? "Préfet de région" : PrefectOf(region), "D. 6323-21-2 du code du travail"));
        }

        return recipients;
    }

    private static string PrefectOf(Region region) => $"Préfet de région ({region.Directorate})";
}
