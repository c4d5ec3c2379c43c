using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>Why corrections are asked. Stored: numbers never change.</summary>
[Flags]
public enum CorrectionReasons
{
    /// <summary>A request made before reasons were coded.</summary>
    None = 0,

    /// <summary>« erreur de saisie ou d’unité ».</summary>
    Typing = 1,

    /// <summary>« totaux ou cadres qui ne concordent pas ».</summary>
    Consistency = 2,

    /// <summary>« report de l’exercice précédent inexact ».</summary>
    Opening = 4,

    /// <summary>« mauvaise section ou mauvaise ligne ».</summary>
    Allocation = 8,

    /// <summary>« valeur invraisemblable ou plafond dépassé ».</summary>
    Plausibility = 16,

    /// <summary>« justification absente ou insuffisante ».</summary>
    Explanation = 32,

    /// <summary>« pièce manquante ou non conforme ».</summary>
    Documents = 64,

    /// <summary>« données manquantes ».</summary>
    Missing = 128,

    /// <summary>« demande de l’opérateur ».</summary>
    Asked = 256,
}

/// <summary>What an agent asks the operator to correct.</summary>
/// <param name="Number">The submission to correct: the latest.</param>
/// <param name="Text">What to correct and why, as the operator reads it.</param>
/// <param name="DueAt">Until when the corrected statement is awaited; null for no date.</param>
/// <param name="Parts">Tables and cells that are open again; empty for the whole statement.</param>
/// <param name="Documents">Documents may be joined, replaced or removed; always so for the whole statement.</param>
public sealed record CorrectionRequest(
    int Number, CorrectionReasons Reasons, string Text, DateTimeOffset? DueAt, IReadOnlyList<ReopenedPart> Parts, bool Documents)
{
    /// <summary>No cell is open again: only documents and explanations are to be corrected.</summary>
    public bool DocumentsOnly { get; init; }

    /// <summary>Everything is open again.</summary>
    public static CorrectionRequest Whole(int number, string text) => new(number, CorrectionReasons.None, text, null, [], true);
}

/// <summary>A decision of the DGEFP: parts of a submitted statement are open again, so that its operator corrects them. Kept for ever.</summary>
public sealed class DeclarationReopening
{
    /// <summary>Greatest length of the reason, in characters.</summary>
    public const int LongestReason = 2000;

    private readonly List<ReopenedPart> _parts = [];
    private readonly List<CorrectionWidening> _widenings = [];
    private readonly List<WideningAsk> _asks = [];

    private DeclarationReopening()
    {
    }

    internal DeclarationReopening(Guid declarationId, CorrectionRequest request, Actor actor, DateTimeOffset at)
    {
        DeclarationId = declarationId;
        Number = request.Number;
        Reasons = request.Reasons;
        Reason = request.Text;
        DueAt = request.DueAt;
        IsWhole = request.Parts.Count == 0 && !request.DocumentsOnly;
        OpensDocuments = request.Documents || IsWhole;
        _parts.AddRange(request.Parts);
        ActorId = actor.UserId;
        ActorName = actor.DisplayName;
        At = at;
    }

    public int Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>The submission to correct; it stays readable, and counts until the next one.</summary>
    public int Number { get; private set; }

    public CorrectionReasons Reasons { get; private set; }

    /// <summary>What to correct and why, as the operator reads it.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Until when the corrected statement is awaited, the last second of that day in Paris; null for no date.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Grows each time the request is widened, or such an ask refused: a form of the review stands on the one shown.</summary>
    public int Version { get; private set; }

    /// <summary>What was added since, the first one first.</summary>
    public IReadOnlyCollection<CorrectionWidening> Widenings => _widenings;

    /// <summary>What the operator asked to have opened besides.</summary>
    public IReadOnlyCollection<WideningAsk> Asks => _asks;

    /// <summary>Documents are open again too.</summary>
    public bool OpensDocuments { get; private set; }

    /// <summary>Tables and cells that are open again; empty for the whole statement, or for its documents only.</summary>
    public IReadOnlyCollection<ReopenedPart> Parts => _parts;

    /// <summary>Everything is open again.</summary>
    public bool IsWhole { get; private set; }

    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>At that instant the corrected statement should have come. The last second of the day itself is in time.</summary>
    public bool IsLate(DateTimeOffset at) => DueAt is { } due && at >= due.AddSeconds(1);

    /// <summary>What of these is not open yet.</summary>
    public IReadOnlyList<ReopenedPart> NotOpen(IEnumerable<ReopenedPart> parts) =>
        IsWhole ? [] : [.. parts.Where(p => !_parts.Exists(o => o.Covers(p)))];

    internal CorrectionWidening Widen(WideningRequest request, Actor actor, DateTimeOffset at)
    {
        var added = request.Whole ? [] : NotOpen(request.Parts);
        var opened = request.Whole && !IsWhole ? ["toute la déclaration"] : added.Select(p => p.ToString()).ToList();
        if (request.Documents && !OpensDocuments)
        {
            opened.Add("pièces");
        }

        _parts.AddRange(added);
        IsWhole |= request.Whole;
        OpensDocuments |= request.Documents || request.Whole;
        DueAt = request.DueAt ?? DueAt;
        Version++;
        var widening = new CorrectionWidening(string.Join(", ", opened), request.DueAt, request.Reason, actor, at);
        _widenings.Add(widening);
        return widening;
    }

    internal void Note(WideningAsk ask) => _asks.Add(ask);

    internal void Refuse(WideningAsk ask, string answer, Actor actor, DateTimeOffset at)
    {
        ask.Decide(false, answer, actor, at);
        Version++;
    }

    /// <summary>Whether that cell is open again.</summary>
    public bool Opens(CellCode code) => IsWhole || _parts.Exists(p => p.Holds(code));

    /// <summary>Whether every table of that cadre is.</summary>
    public bool OpensAll(Cadre cadre) => IsWhole || cadre.Tables.All(t => _parts.Exists(p => p.Row is null && p.Table == t.Code));

    /// <summary>Whether anything of that cadre is.</summary>
    public bool OpensPartOf(Cadre cadre) => IsWhole || cadre.Tables.Any(t => _parts.Exists(p => p.Table == t.Code));
}

/// <summary>A table, or one cell, that is open again.</summary>
public sealed class ReopenedPart
{
    private ReopenedPart()
    {
    }

    private ReopenedPart(string table, string? row, string? column)
    {
        Table = table;
        Row = row;
        Column = column;
    }

    public int Id { get; private set; }

    public int ReopeningId { get; private set; }

    public string Table { get; private set; } = "";

    /// <summary>Null for the whole table.</summary>
    public string? Row { get; private set; }

    /// <summary>Null for the whole table.</summary>
    public string? Column { get; private set; }

    public static ReopenedPart Of(FormTable table) => new(table.Code, null, null);

    public static ReopenedPart Of(CellCode cell) => new(cell.Table, cell.Row, cell.Column);

    /// <summary>Reads what <see cref="ToString"/> gives.</summary>
    /// <exception cref="FormatException">It is neither a table nor a cell.</exception>
    public static ReopenedPart Parse(string text) => text.Split('.') switch
    {
        [{ Length: > 0 } table] => new(table, null, null),
        [var table, var row, var column] => new(table, row, column),
        _ => throw new FormatException($"« {text} » is neither a table nor a cell."),
    };

    /// <summary>Whether all that the other opens is open with this one.</summary>
    public bool Covers(ReopenedPart other) => Table == other.Table && (Row is null || (Row == other.Row && Column == other.Column));

    public bool Holds(CellCode code) => Table == code.Table && (Row is null || (Row == code.Row && Column == code.Column));

    /// <summary>« B2 », « B2.010.ALT ».</summary>
    public override string ToString() => Row is null ? Table : $"{Table}.{Row}.{Column}";
}
