using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>
/// A text in Markdown as a PDF to print and keep: A4, text that can be selected, fonts inside the file. The web page of the
/// same text is its accessible version: this file carries no tags.
/// </summary>
public static class MarkdownPdf
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="title">Title of the document, also written on its first page.</param>
    /// <param name="facts">Lines under the title: version, date, hash.</param>
    /// <param name="markdown">The text; raw HTML is written as text.</param>
    /// <param name="footer">Written at the foot of each page, before its number.</param>
    /// <param name="image">Bytes of a PNG or JPEG by its address in the text; null when there is none. Images without bytes are left out.</param>
    public static byte[] Write(string title, IReadOnlyList<string> facts, string markdown, string footer, Func<string, byte[]?>? image = null)
    {
        using var page = new PdfSheets(title, footer);
        page.Heading(1, title);
        foreach (var fact in facts)
        {
            page.Paragraph([new(fact, false)], 0, small: true);
        }

        page.Space(8);
        Blocks(page, Markdig.Markdown.Parse(markdown, Pipeline), 0, image);
        return page.ToBytes();
    }

    private static void Blocks(PdfSheets page, IEnumerable<Block> blocks, int depth, Func<string, byte[]?>? image)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    page.Heading(heading.Level, Text(heading.Inline));
                    break;
                case ParagraphBlock paragraph:
                    Paragraph(page, paragraph, depth, image);
                    break;
                case ListBlock list:
                    List(page, list, depth, image);
                    break;
                case Table table:
                    Rows(page, table, depth);
                    break;
                case ThematicBreakBlock:
                    page.Space(10);
                    break;
                case LeafBlock { Lines.Count: > 0 } code:
                    page.Paragraph([new(code.Lines.ToString(), false)], depth);
                    break;
                case ContainerBlock container:
                    Blocks(page, container, depth + 1, image);
                    break;
            }
        }
    }

    private static void Paragraph(PdfSheets page, ParagraphBlock paragraph, int depth, Func<string, byte[]?>? image)
    {
        var runs = Runs(paragraph.Inline, false).ToList();
        if (runs.Exists(r => !string.IsNullOrWhiteSpace(r.Text)))
        {
            page.Paragraph(runs, depth);
        }

        foreach (var link in paragraph.Inline?.Descendants<LinkInline>().Where(l => l.IsImage) ?? [])
        {
            if (image?.Invoke(link.Url ?? "") is { } bytes)
            {
                page.Image(bytes, Text(link));
            }
        }
    }

    private static void List(PdfSheets page, ListBlock list, int depth, Func<string, byte[]?>? image)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            page.Mark(list.IsOrdered ? $"{number++}." : "•", depth + 1);
            Blocks(page, item, depth + 1, image);
        }
    }

    /// <summary>A table, one paragraph a row: « Durée : un an ; Lieu : Paris ».</summary>
    private static void Rows(PdfSheets page, Table table, int depth)
    {
        var rows = table.OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(CellText).ToList()).ToList();
        var headers = rows.Count > 0 ? rows[0] : [];
        foreach (var row in rows.Skip(1))
        {
            page.Paragraph([.. row.SelectMany((cell, i) => new PdfRun[] { new($"{headers.ElementAtOrDefault(i)}\u00a0: ", true), new(cell + (i < row.Count - 1 ? "\u00a0; " : ""), false) })], depth + 1);
        }
    }

    private static string CellText(TableCell cell) => string.Join(' ', cell.OfType<LeafBlock>().Select(l => Text(l.Inline)));

    private static IEnumerable<PdfRun> Runs(ContainerInline? inlines, bool bold)
    {
        foreach (var inline in inlines ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    yield return new PdfRun(literal.Content.ToString(), bold);
                    break;
                case CodeInline code:
                    yield return new PdfRun(code.Content, bold);
                    break;
                case LineBreakInline:
                    yield return new PdfRun(" ", bold);
                    break;
                case AutolinkInline address:
                    yield return new PdfRun(address.Url, bold);
                    break;
                case LinkInline { IsImage: true }:
                    break;
                case HtmlEntityInline entity:
                    yield return new PdfRun(entity.Transcoded.ToString(), bold);
                    break;
                case ContainerInline container:
                    foreach (var run in Runs(container, bold || container is EmphasisInline { DelimiterCount: 2 }))
                    {
                        yield return run;
                    }

                    // On paper a link says where it leads.
                    if (container is LinkInline { Url: { } url } link && url.Contains("://", StringComparison.Ordinal) && Text(link) != url)
                    {
                        yield return new PdfRun($" ({url})", bold);
                    }

                    break;
            }
        }
    }

    private static string Text(ContainerInline? inlines) => string.Concat(Runs(inlines, false).Select(r => r.Text));
}

/// <summary>Words of one weight.</summary>
public readonly record struct PdfRun(string Text, bool Bold);
