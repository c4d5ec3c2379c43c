using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>When a document must be joined.</summary>
public enum DocumentNeed
{
    Required = 1,

    /// <summary>When the document changed since it was last sent (R. 6332-30 c. trav.: statutes, rules, organisation).</summary>
    IfModified,

    /// <summary>When the statement shows a surplus to pay to France compétences (R. 6332-29, R. 6332-77-1 c. trav.).</summary>
    IfSurplus,

    Optional,
}

/// <summary>A document that the operators of one type join to their statement in one campaign: a setting, copied from year to year.</summary>
public sealed class CampaignDocument
{
    /// <summary>Greatest lengths, in characters.</summary>
    public const int LongestCode = 16;
    public const int LongestLabel = 200;
    public const int LongestLegalBasis = 200;
    public const int LongestFormats = 60;

    private CampaignDocument()
    {
    }

    /// <param name="operatorType">Who joins it.</param>
    /// <param name="code">Unique among the documents of the type in the campaign, e.g. « CAC ».</param>
    /// <param name="label">Name of the document.</param>
    /// <param name="legalBasis">Article it comes from.</param>
    /// <param name="need">When it must be joined.</param>
    /// <param name="formats">Extensions accepted, lower case, without dot: « pdf », « xlsx ».</param>
    public CampaignDocument(
        OperatorType operatorType, string code, string label, string legalBasis, DocumentNeed need, IEnumerable<string> formats)
    {
        OperatorType = operatorType;
        Code = code;
        Change(label, legalBasis, need, formats);
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public string Code { get; private set; } = "";

    public string Label { get; private set; } = "";

    public string LegalBasis { get; private set; } = "";

    public DocumentNeed Need { get; private set; }

    /// <summary>As stored: extensions separated by a space, « pdf xlsx ods ».</summary>
    public string Formats { get; private set; } = "";

    /// <summary>Extensions accepted, lower case, without dot.</summary>
    public IReadOnlyList<string> Extensions => Formats.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void Change(string label, string legalBasis, DocumentNeed need, IEnumerable<string> formats)
    {
        Label = label;
        LegalBasis = legalBasis;
        Need = need;
        Formats = string.Join(' ', formats.Distinct());
    }

    /// <summary>The same for another campaign.</summary>
    public CampaignDocument Copy() => new(OperatorType, Code, Label, LegalBasis, Need, Extensions);
}
