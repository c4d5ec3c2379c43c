using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>The documents that the demonstration asks of each type of body (reference-metier §6.3), and fictitious ones to join.</summary>
public static class DemoDocuments
{
    /// <summary>The default list of the product.</summary>
    public static IEnumerable<CampaignDocument> Asked(OperatorType type) => DefaultDocuments.Of(StatementKind.Esf, type);

    /// <summary>A document that says it is fictitious; the same for all the bodies, so that its bytes are stored once.</summary>
    public static byte[] Write(string label) =>
        DemoPdf.Write("PIÈCE FICTIVE", label, "Document de démonstration de Soffi, sans valeur.", "Il ne contient aucune donnée réelle.");
}
