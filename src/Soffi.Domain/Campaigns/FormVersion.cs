using System.Globalization;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>The published definition that operators of one type fill in for one exercise. Immutable.</summary>
public sealed class FormVersion
{
    private FormVersion()
    {
    }

    /// <param name="definitionJson">The canonical JSON of the resolved definition (see FormReader).</param>
    /// <param name="sha256">Hash of that JSON, 64 lower-case hexadecimal digits.</param>
    /// <param name="correctionReason">Why it corrects the former version; null for the first.</param>
    public FormVersion(
        StatementKind kind, OperatorType operatorType, int exercise, int number, string title,
        string definitionJson, string sha256, DateTimeOffset publishedAt, string? correctionReason = null)
    {
        Kind = kind;
        OperatorType = operatorType;
        Exercise = exercise;
        Number = number;
        Title = title;
        DefinitionJson = definitionJson;
        Sha256 = sha256;
        PublishedAt = publishedAt;
        CorrectionReason = correctionReason;
    }

    /// <summary>The version that publishes that definition.</summary>
    public static FormVersion Of(FormHeader header, DateTimeOffset publishedAt, string? correctionReason = null) => new(
        header.Kind, header.OperatorType, header.Exercise, header.Version, header.Title, header.CanonicalJson, header.Sha256, publishedAt, correctionReason);

    /// <summary>« ESF-OPCO-2025-1 »: how the journal names it.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Kind}-{OperatorType}-{Exercise}-{Number}").ToUpperInvariant();

    public int Id { get; private set; }

    public StatementKind Kind { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public int Exercise { get; private set; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public string DefinitionJson { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>Why this version took the place of the former one while the campaign ran; shown to operators. Null for the first.</summary>
    public string? CorrectionReason { get; private set; }
}
