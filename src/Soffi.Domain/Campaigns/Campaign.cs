using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>What is declared: the statistical and financial statement, or the supplementary apprenticeship contribution.</summary>
public enum StatementKind
{
    Esf = 1,
    Csa = 2,
}

/// <summary>The collection of one kind of statement for one exercise (calendar year).</summary>
public sealed class Campaign
{
    private readonly List<CampaignDocument> _documents = [];

    private Campaign()
    {
    }

    /// <param name="kind">ESF or CSA.</param>
    /// <param name="exercise">Year of the data.</param>
    /// <param name="opensAt">From then on, operators may type.</param>
    /// <param name="deadline">
    /// Last instant to submit; « avant le 31 mai » (R. 6332-31 c. trav.), set by campaign, shown in Europe/Paris.
    /// </param>
    public Campaign(StatementKind kind, int exercise, DateTimeOffset opensAt, DateTimeOffset deadline)
    {
        Kind = kind;
        Exercise = exercise;
        OpensAt = opensAt;
        Deadline = deadline;
    }

    public int Id { get; private set; }

    public StatementKind Kind { get; private set; }

    public int Exercise { get; private set; }

    public DateTimeOffset OpensAt { get; private set; }

    public DateTimeOffset Deadline { get; private set; }

    /// <summary>Set when an administrator closes the campaign: nothing may be typed or submitted any more.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Entry and submission are possible. A submission after the deadline stays possible until closure: late, but due.</summary>
    public bool IsOpen(DateTimeOffset now) => OpensAt <= now && (ClosedAt is null || ClosedAt > now);

    public bool IsLate(DateTimeOffset now) => now > Deadline;

    public void Close(DateTimeOffset now) => ClosedAt = now;

    /// <summary>Entry and submission become possible again.</summary>
    public void Reopen() => ClosedAt = null;

    public void MoveDeadline(DateTimeOffset deadline) => Deadline = deadline;

    /// <summary>Documents asked, of all types of operators; not loaded with the campaign.</summary>
    public IReadOnlyCollection<CampaignDocument> Documents => _documents;

    public void Add(CampaignDocument document) => _documents.Add(document);

    public void Remove(CampaignDocument document) => _documents.Remove(document);
}

/// <summary>The published definition that operators of one type fill in for one exercise. Immutable.</summary>
public sealed class FormVersion
{
    private FormVersion()
    {
    }

    /// <param name="definitionJson">The canonical JSON of the resolved definition (see FormReader).</param>
    /// <param name="sha256">Hash of that JSON, 64 lower-case hexadecimal digits.</param>
    public FormVersion(
        StatementKind kind, OperatorType operatorType, int exercise, int number, string title,
        string definitionJson, string sha256, DateTimeOffset publishedAt)
    {
        Kind = kind;
        OperatorType = operatorType;
        Exercise = exercise;
        Number = number;
        Title = title;
        DefinitionJson = definitionJson;
        Sha256 = sha256;
        PublishedAt = publishedAt;
    }

    public int Id { get; private set; }

    public StatementKind Kind { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public int Exercise { get; private set; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public string DefinitionJson { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    public DateTimeOffset PublishedAt { get; private set; }
}
