using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>The faults of a draft by the place they concern.</summary>
public sealed class DraftFaults
{
    private readonly string _folder;

    public DraftFaults(FormDraft draft, DraftReading reading)
    {
        _folder = draft.Path + "/";
        All = reading.Faults;
    }

    public IReadOnlyList<FormFault> All { get; }

    /// <summary>Name of the file of a fault, without the folder of the draft; that of another form keeps its own.</summary>
    public string FileOf(FormFault fault) => fault.File.StartsWith(_folder, StringComparison.Ordinal) ? fault.File[_folder.Length..] : fault.File;

    public IReadOnlyList<FormFault> Of(string file) => [.. All.Where(f => FileOf(f) == file).OrderBy(f => f.Line)];

    /// <summary>Those of the lines of that value, what it holds included.</summary>
    public IReadOnlyList<FormFault> In(string file, DraftNode node) => [.. Of(file).Where(f => f.Line >= node.Line && f.Line <= node.EndLine)];
}
