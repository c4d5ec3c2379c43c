using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>A filled input cell of a statement, one database row. Numbers are stored at <see cref="CellScale"/>.</summary>
public sealed class DeclarationCell
{
    private DeclarationCell()
    {
    }

    public DeclarationCell(Guid declarationId, CellCode code, CellValue value, CellSource source = CellSource.Typed)
    {
        DeclarationId = declarationId;
        Table = code.Table;
        Row = code.Row;
        Column = code.Column;
        Set(value, source);
    }

    public Guid DeclarationId { get; private set; }

    public string Table { get; private set; } = "";

    public string Row { get; private set; } = "";

    public string Column { get; private set; } = "";

    public CellKind Kind { get; private set; }

    /// <summary>Ten-thousandths; null unless a number.</summary>
    public long? Number { get; private set; }

    public string? Text { get; private set; }

    /// <summary>How the value that stands came.</summary>
    public CellSource Source { get; private set; }

    public CellCode Code => new(Table, Row, Column);

    public CellValue Value => StoredCell.Read(Kind, Number, Text);

    /// <summary>Taken over from last year and not confirmed yet: nobody may submit it so.</summary>
    public bool IsUnconfirmed => Source == CellSource.CarriedOver;

    public bool IsAt(CellCode code) => Row == code.Row && Column == code.Column && Table == code.Table;

    internal void Set(CellValue value, CellSource source)
    {
        (Kind, Number, Text) = StoredCell.Write(value);
        Source = source;
    }
}

/// <summary>The three columns of a stored value, the same wherever a value is stored.</summary>
public static class StoredCell
{
    public static CellValue Read(CellKind kind, long? number, string? text) => kind switch
    {
        CellKind.Number => CellValue.Of(CellScale.FromStored(number ?? 0)),
        CellKind.Text => CellValue.OfText(text ?? ""),
        CellKind.NotApplicable => CellValue.NotApplicable,
        CellKind.Unreadable => CellValue.Unreadable(text ?? ""),
        _ => CellValue.Blank,
    };

    public static (CellKind Kind, long? Number, string? Text) Write(CellValue value) =>
        (value.Kind, value.IsNumber ? CellScale.ToStored(value.Number) : null, value.Text);
}

/// <summary>How a value came into a cell.</summary>
public enum CellSource
{
    /// <summary>« saisie ».</summary>
    Typed = 1,

    /// <summary>« importée ».</summary>
    Imported = 2,

    /// <summary>« reprise » of last year's submission, not confirmed.</summary>
    CarriedOver = 3,

    /// <summary>« collée » from a spreadsheet.</summary>
    Pasted = 4,

    /// <summary>« reprise » of last year's submission, then confirmed by somebody.</summary>
    Confirmed = 5,
}

/// <summary>One change of one cell: before, after, who, when. Append-only.</summary>
public sealed class CellChange
{
    private CellChange()
    {
    }

    public CellChange(
        Guid declarationId, CellCode code, int revision, CellValue before, CellValue after, Guid authorId, string authorName,
        DateTimeOffset at, CellSource source)
    {
        DeclarationId = declarationId;
        Table = code.Table;
        Row = code.Row;
        Column = code.Column;
        Revision = revision;
        (BeforeKind, BeforeNumber, BeforeText) = StoredCell.Write(before);
        (AfterKind, AfterNumber, AfterText) = StoredCell.Write(after);
        AuthorId = authorId;
        AuthorName = authorName;
        At = at;
        Source = source;
    }

    public long Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public string Table { get; private set; } = "";

    public string Row { get; private set; } = "";

    public string Column { get; private set; } = "";

    public int Revision { get; private set; }

    public CellKind BeforeKind { get; private set; }

    public long? BeforeNumber { get; private set; }

    public string? BeforeText { get; private set; }

    public CellKind AfterKind { get; private set; }

    public long? AfterNumber { get; private set; }

    public string? AfterText { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public CellSource Source { get; private set; }

    public CellCode Code => new(Table, Row, Column);

    public CellValue Before => StoredCell.Read(BeforeKind, BeforeNumber, BeforeText);

    public CellValue After => StoredCell.Read(AfterKind, AfterNumber, AfterText);
}

/// <summary>The written explanation of a finding; it holds for the message it was written for, not for other values.</summary>
public sealed class Explanation
{
    private Explanation()
    {
    }

    public Explanation(
        Guid declarationId, string instance, string text, string findingMessage, Guid authorId, string authorName, DateTimeOffset at, Guid? documentId = null,
        ExplanationReason? reason = null)
    {
        DocumentId = documentId;
        Reason = (reason ?? ExplanationReason.Unspecified).Code;
        ReasonLabel = (reason ?? ExplanationReason.Unspecified).Label;
        DeclarationId = declarationId;
        Instance = instance;
        Text = text;
        FindingMessage = findingMessage;
        AuthorId = authorId;
        AuthorName = authorName;
        At = at;
    }

    /// <summary>Least length of an explanation, in characters.</summary>
    public const int MinLength = 10;

    /// <summary>Greatest length, in characters.</summary>
    public const int MaxLength = 2000;

    public long Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public string Instance { get; private set; } = "";

    /// <summary>Code of the reason; <see cref="ExplanationReason.UnspecifiedCode"/> when it was written before they were coded.</summary>
    public string Reason { get; private set; } = ExplanationReason.UnspecifiedCode;

    /// <summary>The reason in the words of the day it was chosen.</summary>
    public string ReasonLabel { get; private set; } = ExplanationReason.UnspecifiedLabel;

    public bool HasReason => Reason != ExplanationReason.UnspecifiedCode;

    public string Text { get; private set; } = "";

    public string FindingMessage { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>A document of the statement that bears the explanation out; null when none does.</summary>
    public Guid? DocumentId { get; private set; }

    /// <summary>An agent accepted it; false when it is questioned, null while nobody said anything. Written again, it is judged again.</summary>
    public bool? IsAccepted { get; private set; }

    /// <summary>What the agent asks; null when nothing is.</summary>
    public string? Question { get; private set; }

    public string? JudgedBy { get; private set; }

    public DateTimeOffset? JudgedAt { get; private set; }

    internal void Judge(string? question, Access.Actor actor, DateTimeOffset now)
    {
        IsAccepted = question is null;
        Question = question;
        JudgedBy = actor.DisplayName;
        JudgedAt = now;
    }

    internal void BearOut(Guid? documentId) => DocumentId = documentId;
}
