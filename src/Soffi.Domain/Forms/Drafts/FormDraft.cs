using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Forms.Drafts;

/// <summary>A file of a draft.</summary>
public sealed class FormDraftFile
{
    private FormDraftFile()
    {
    }

    internal FormDraftFile(string name, string text)
    {
        Name = name;
        Text = text;
    }

    public int DraftId { get; private set; }

    /// <summary>« form.json », « cadre-b1.json »: no folder.</summary>
    public string Name { get; private set; } = "";

    public string Text { get; internal set; } = "";
}

/// <summary>
/// A form being prepared: its files, faults included, until it is published or deleted. There is one open draft at a time of one
/// version of one form.
/// </summary>
public sealed class FormDraft
{
    /// <summary>Greatest number of files.</summary>
    public const int MostFiles = 200;

    private readonly List<FormDraftFile> _files = [];

    private FormDraft()
    {
    }

    /// <param name="number">Version it will be published as.</param>
    /// <param name="baseVersionId">The published version it starts from; null when it starts from files.</param>
    /// <param name="files">By name, without folder.</param>
    public FormDraft(
        StatementKind kind, OperatorType operatorType, int exercise, int number, int? baseVersionId,
        IReadOnlyDictionary<string, string> files, Actor author, DateTimeOffset now)
    {
        Kind = kind;
        OperatorType = operatorType;
        Exercise = exercise;
        Number = number;
        BaseVersionId = baseVersionId;
        AuthorId = author.UserId;
        AuthorName = UpdatedBy = author.DisplayName;
        CreatedAt = UpdatedAt = now;
        _files.AddRange(files.Select(f => new FormDraftFile(f.Key, f.Value)));
    }

    public int Id { get; private set; }

    public StatementKind Kind { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public int Exercise { get; private set; }

    public int Number { get; private set; }

    public int? BaseVersionId { get; private set; }

    /// <summary>One more at each save: who saves over a revision that is no longer the last one does so knowingly or not at all.</summary>
    public int Revision { get; private set; } = 1;

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Published; null while it may be changed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public int? PublishedVersionId { get; private set; }

    /// <summary>Loaded when asked for.</summary>
    public IReadOnlyCollection<FormDraftFile> Files => _files;

    public bool IsOpen => ClosedAt is null;

    /// <summary>« 2027/OPCO ».</summary>
    public string Path => FormPath.Of(Kind, OperatorType, Exercise).ToString();

    /// <summary>The text of that file; null when there is none.</summary>
    public string? Find(string name) => _files.Find(f => f.Name == name)?.Text;

    /// <summary>Writes a file, or takes it away with null.</summary>
    public void Write(string name, string? text, Actor by, DateTimeOffset now)
    {
        Change(by, now);
        Put(name, text);
    }

    /// <summary>Puts those files in the place of all of its own.</summary>
    public void Replace(IReadOnlyDictionary<string, string> files, Actor by, DateTimeOffset now)
    {
        Change(by, now);
        foreach (var gone in _files.Select(f => f.Name).Where(n => !files.ContainsKey(n)).ToList())
        {
            Put(gone, null);
        }

        foreach (var (name, text) in files)
        {
            Put(name, text);
        }
    }

    /// <summary>It was published.</summary>
    public void Close(int versionId, Actor by, DateTimeOffset now)
    {
        Change(by, now);
        PublishedVersionId = versionId;
        ClosedAt = now;
    }

    private void Put(string name, string? text)
    {
        var standing = _files.Find(f => f.Name == name);
        if (text is null)
        {
            _files.RemoveAll(f => f.Name == name);
        }
        else if (standing is not null)
        {
            standing.Text = text;
        }
        else
        {
            _files.Add(new FormDraftFile(name, text));
        }
    }

    private void Change(Actor by, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("Ce brouillon est publié : il ne change plus.");
        }

        Revision++;
        UpdatedBy = by.DisplayName;
        UpdatedAt = now;
    }
}
