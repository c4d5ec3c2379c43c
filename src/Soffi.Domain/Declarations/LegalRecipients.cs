using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Declarations;

/// <param name="Name">As the receipt names it.</param>
/// <param name="LegalBasis">Article by which the statement goes to it.</param>
public sealed record LegalRecipient(string Name, string LegalBasis);

/// <summary>To whom the law sends a submitted statement, by type of operator.</summary>
public static class LegalRecipients
{
    private const string Esf = "R. 6332-31 du code du travail";

    /// <summary>VIVÉA, the fund of farmers, is sent there by the rural code.</summary>
    private const string FarmersFund = "VIVEA";

    /// <param name="kind">The ESF only has other recipients than the ministry.</param>
    /// <param name="body">Who owes it.</param>
    public static IReadOnlyList<LegalRecipient> Of(StatementKind kind, Operator body)
    {
        const string Ministry = "Ministre chargé de la formation professionnelle (DGEFP)";
        if (kind != StatementKind.Esf)
        {
            return [new LegalRecipient(Ministry, "")];
        }

        var basis = body switch
        {
            { Type: OperatorType.Atpro } => $"D. 6323-21-2, qui applique l’article {Esf}",
            { Code: FarmersFund } => $"R. 718-19 du code rural et R. 6332-63, 6°, qui appliquent l’article {Esf}",
            { Type: OperatorType.Faf } => $"R. 6332-63, 6°, qui applique l’article {Esf}",
            _ => Esf,
        };
        var recipients = new List<LegalRecipient> { new(Ministry, basis), new("France compétences", basis) };
        if (body.Type == OperatorType.Atpro)
        {
            var directorate = Region.All.FirstOrDefault(r => r.Code == body.RegionCode)?.Directorate;
            recipients.Add(new LegalRecipient(directorate is null ? "Préfet de région" : $"Préfet de région ({directorate})", "D. 6323-21-2 du code du travail"));
        }

        return recipients;
    }
}
