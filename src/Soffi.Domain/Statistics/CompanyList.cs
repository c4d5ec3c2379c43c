namespace Soffi.Domain.Statistics;

/// <summary>
/// What a list « operateur;siren » said: how many companies each body declares and which stand under several (X05). The list
/// itself is not kept, only its hash, its counts and the companies found twice. Never changed: a new list is a new row.
/// </summary>
public sealed class CompanyList
{
    public const int LongestFileName = 200;

    private readonly List<CompanyListOperator> _operators = [];
    private readonly List<CompanyOverlap> _overlaps = [];

    private CompanyList()
    {
    }

    /// <param name="number">1 for the first list of the exercise.</param>
    /// <param name="fileName">As the agent's machine names it.</param>
    /// <param name="sha256">Of its bytes.</param>
    public CompanyList(int exercise, int number, CompanyReading reading, string fileName, string sha256, Guid? by, string byName, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Exercise = exercise;
        Number = number;
        FileName = fileName.Length <= LongestFileName ? fileName : fileName[..LongestFileName];
        Sha256 = sha256;
        Companies = reading.Companies;
        Duplicates = reading.Duplicates;
        RecordedBy = by;
        RecordedByName = byName;
        RecordedAt = now;
        _operators.AddRange(reading.Operators.Select(o => new CompanyListOperator(Id, o.Key, o.Value)));
        _overlaps.AddRange(reading.Overlaps.Select(o => new CompanyOverlap(Id, o.Siren, string.Join(", ", o.Operators))));
    }

    public Guid Id { get; private set; }

    public int Exercise { get; private set; }

    /// <summary>Rank among the lists of the exercise; the highest holds.</summary>
    public int Number { get; private set; }

    public string FileName { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    /// <summary>Distinct companies.</summary>
    public int Companies { get; private set; }

    /// <summary>Companies under several bodies; all of them, even those not kept in <see cref="Overlaps"/>.</summary>
    public int Duplicates { get; private set; }

    public Guid? RecordedBy { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public IReadOnlyCollection<CompanyListOperator> Operators => _operators;

    /// <summary>The first <see cref="CompanyCsv.MostOverlaps"/>, by SIREN.</summary>
    public IReadOnlyCollection<CompanyOverlap> Overlaps => _overlaps;
}

/// <summary>How many companies one body declares.</summary>
public sealed class CompanyListOperator
{
    private CompanyListOperator()
    {
    }

    public CompanyListOperator(Guid listId, string operatorCode, int companies)
    {
        ListId = listId;
        OperatorCode = operatorCode;
        Companies = companies;
    }

    public Guid ListId { get; private set; }

    public string OperatorCode { get; private set; } = "";

    public int Companies { get; private set; }
}

/// <summary>A company that several bodies declare.</summary>
public sealed class CompanyOverlap
{
    private CompanyOverlap()
    {
    }

    public CompanyOverlap(Guid listId, string siren, string operatorCodes)
    {
        ListId = listId;
        Siren = siren;
        OperatorCodes = operatorCodes;
    }

    public Guid ListId { get; private set; }

    public string Siren { get; private set; } = "";

    /// <summary>« AKTO, ATLAS ».</summary>
    public string OperatorCodes { get; private set; } = "";
}
