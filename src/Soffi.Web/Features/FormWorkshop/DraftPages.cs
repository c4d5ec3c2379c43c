using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A draft that was read, with what its pages show of it.</summary>
public sealed record OpenedDraft(FormDraft Draft, DraftReading Reading, DraftTree Tree, DraftFaults Faults, DraftFacts Facts);

/// <summary>Builds the pages of a draft.</summary>
public sealed class DraftPages(FormDrafts drafts, WorkshopQueries queries)
{
    /// <summary>Null when there is no such draft.</summary>
    public async Task<OpenedDraft?> Open(int id, CancellationToken cancellation)
    {
        if (await drafts.Find(id, cancellation) is not { } draft)
        {
            return null;
        }

        var reading = await drafts.Read(draft, cancellation);
        var from = draft.BaseVersionId is { } version ? (await queries.Versions(cancellation)).FirstOrDefault(v => v.Id == version) : null;
        return new OpenedDraft(draft, reading, new DraftTree(draft), new DraftFaults(draft, reading), DraftFacts.Of(draft, from, reading.Faults.Count));
    }

    public static DraftViewModel Outline(OpenedDraft opened) => new(
        opened.Facts,
        [General(opened, "En-tête et ordre des cadres", "", null), Named(opened, "Paramètres", "parameters"), Named(opened, "Axes", "axes"), Controls(opened), Mapping(opened)],
        [.. opened.Tree.CadreFiles.Select(f => Cadre(opened, f))],
        [.. opened.Draft.Files.Select(f => f.Name).Order(StringComparer.Ordinal).Select(n => new OutlinePart(n, null, n, null, opened.Faults.Of(n).Count, []))],
        Faults(opened), ReferenceName(opened), Differences(opened)?.Count)
    {
        CanBeTried = opened.Reading.Form is not null,
    };

    /// <summary>The faults, each with the screen of the smallest thing that holds its line, else the text of its file.</summary>
    public static IReadOnlyList<FaultView> Faults(OpenedDraft opened) => [.. opened.Faults.All.Select(f =>
    {
        var file = opened.Faults.FileOf(f);
        var element = Elements.AtLine(opened.Tree, file, f.Line);
        return new FaultView(
            f, file, element is { Kind: not ElementKind.Form } ? Place(element) : f.Line > 0 ? $"{file}, ligne\u00a0{f.Line}" : file,
            element is null ? Links.File(opened.Draft.Id, file) : Links.Element(opened.Draft.Id, file, element.Address));
    })];

    /// <summary>What changes with the form it is compared with; null when there is none, or when the draft cannot be read.</summary>
    public static IReadOnlyList<Difference>? Differences(OpenedDraft opened) => opened.Reading is { Form: { } form, Reference: { } reference }
        ? FormDifference.Between(reference, form)
        : null;

    /// <summary>« ESF 2026, OPCO, version 1 »; null when there is none.</summary>
    public static string? ReferenceName(OpenedDraft opened) => opened.Reading.Reference is { } reference
        ? $"{WorkshopPages.Name(reference.Header).Words}, version\u00a0{reference.Header.Version}"
        : null;

    public static FileViewModel File(OpenedDraft opened, string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var faulty = opened.Faults.Of(name).GroupBy(f => f.Line)
            .Select(g => new FaultyLine(g.Key, g.Key > 0 && g.Key <= lines.Length ? lines[g.Key - 1].Trim() : "", [.. g.Select(f => f.Message)]));
        return new FileViewModel(opened.Facts, name, text, FormReader.HashOf(text)[..16], [.. faulty], opened.Tree.Others.Contains(name));
    }

    private static string Place(Element element) => element.Parent is { Kind: not (ElementKind.Controls or ElementKind.Parameters or ElementKind.Axes or ElementKind.Mapping) } parent
        ? $"{Place(parent)}, {Lower($"{ElementWords.Name(element.Kind)} {element.Identity}")}"
        : element.Kind == ElementKind.MappingLine || element.Identity.Length == 0 ? element.Title : $"{ElementWords.Name(element.Kind)} {element.Identity}";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];

    private static OutlinePart General(OpenedDraft opened, string title, string address, string? detail) =>
        new(title, detail, FormSplitter.FormFile, opened.Tree.Form is null ? null : address, 0, []);

    private static OutlinePart Named(OpenedDraft opened, string title, string key)
    {
        var node = opened.Tree.Form?[key];
        return General(opened, title, key, $"{node?.Members.Count ?? 0}") with { Faults = node is null ? 0 : opened.Faults.In(FormSplitter.FormFile, node).Count };
    }

    private static OutlinePart Controls(OpenedDraft opened)
    {
        var file = opened.Tree.ControlsFile;
        return new OutlinePart("Contrôles", $"{opened.Tree.File(file)?.Items.Count ?? 0}", file, opened.Tree.File(file) is null ? null : "", opened.Faults.Of(file).Count, []);
    }

    private static OutlinePart Mapping(OpenedDraft opened)
    {
        var file = opened.Tree.MappingFile;
        var lines = opened.Tree.Find(file, "lines")?.Items.Count ?? 0;
        return new OutlinePart(
            "Correspondance avec l’année précédente", lines == 0 ? "tout est inchangé" : $"{lines}", file, opened.Tree.File(file) is null ? null : "", opened.Faults.Of(file).Count, []);
    }

    private static OutlinePart Cadre(OpenedDraft opened, string file)
    {
        if (opened.Tree.File(file) is not { } cadre)
        {
            return new OutlinePart(
                opened.Tree.Exists(file) ? $"{file}\u00a0: fichier illisible" : $"{file}\u00a0: fichier manquant", null, file, null, opened.Faults.Of(file).Count, []);
        }

        var tables = cadre["tables"]?.Items ?? [];
        return new OutlinePart(
            $"{cadre["code"]?.Text} – {cadre["title"]?.Text}", null, file, "", opened.Faults.Of(file).Count, [.. tables.Select((t, i) => Table(opened, file, t, i))]);
    }

    private static OutlinePart Table(OpenedDraft opened, string file, DraftNode table, int at)
    {
        var read = table["code"] is { } code ? opened.Reading.Form?.FindTable(code.Text) : null;
        var size = read is null
            ? Count(table["rows"]?.Items.Count ?? 0, "ligne") + ", " + Count(table["columns"]?.Items.Count ?? 0, "colonne")
            : Count(read.Rows.Count, "ligne") + ", " + Count(read.Columns.Count, "colonne") + ", " + Count(read.Cells.Count(c => c.IsInput), "cellule") + " à saisir";
        return new OutlinePart($"{table["code"]?.Text} – {table["title"]?.Text}", size, file, $"tables/{at}", opened.Faults.In(file, table).Count, []);
    }

    private static string Count(int count, string word) => $"{count}\u00a0{word}{(count > 1 ? "s" : "")}";
}
