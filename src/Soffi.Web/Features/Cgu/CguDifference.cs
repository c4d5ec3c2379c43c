using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Soffi.Web.Features.Cgu;

/// <param name="Changed">Whether these words are only on that side.</param>
public sealed record DifferencePiece(string Text, bool Changed);

/// <param name="Heading">Title of the article it stands under; empty before the first.</param>
/// <param name="Before">Words of the older text; empty for a paragraph that is new.</param>
/// <param name="After">Words of the newer text; empty for a paragraph taken out.</param>
public sealed record DifferenceParagraph(string Heading, IReadOnlyList<DifferencePiece> Before, IReadOnlyList<DifferencePiece> After)
{
    public string Kind => Before.Count == 0 ? "Ajouté" : After.Count == 0 ? "Supprimé" : "Modifié";
}

/// <summary>What changes from one text of the terms to another, paragraph by paragraph and word by word (CGU article 17).</summary>
public static partial class CguDifference
{
    public static IReadOnlyList<DifferenceParagraph> Between(string older, string newer)
    {
        var model = new SideBySideDiffBuilder(Differ.Instance, LineChunker.Instance, WordChunker.Instance).BuildDiffModel(Words(older), Words(newer), ignoreWhitespace: true);
        var heading = "";
        var changes = new List<DifferenceParagraph>();
        foreach (var (before, after) in model.OldText.Lines.Zip(model.NewText.Lines))
        {
            var line = after.Text ?? before.Text ?? "";
            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#').Trim();
            }

            if (after.Type is ChangeType.Unchanged || string.IsNullOrWhiteSpace(before.Text + after.Text))
            {
                continue;
            }

            changes.Add(new DifferenceParagraph(heading, Pieces(before), Pieces(after)));
        }

        return changes;
    }

    /// <summary>The text without the signs of its layout, which are no words; headings keep theirs, by which they are known.</summary>
    private static string Words(string markdown) => string.Join('\n', markdown.Split('\n').Select(line =>
        line.StartsWith('#') ? line : Layout().Replace(line, "").Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal)));

    /// <summary>Quotes, bullets and rules at the beginning of a line.</summary>
    [GeneratedRegex(@"^\s*(?:[>*+-]\s+|-{3,}\s*$)+")]
    private static partial Regex Layout();

    private static IReadOnlyList<DifferencePiece> Pieces(DiffPiece line)
    {
        if (string.IsNullOrWhiteSpace(line.Text) || line.Type == ChangeType.Imaginary)
        {
            return [];
        }

        return line.Type == ChangeType.Modified
            ? [.. line.SubPieces.Where(p => !string.IsNullOrEmpty(p.Text) && p.Text.Trim('#').Length > 0).Select(p => new DifferencePiece(p.Text, p.Type != ChangeType.Unchanged))]
            : [new DifferencePiece(line.Text.TrimStart('#', ' '), true)];
    }
}
