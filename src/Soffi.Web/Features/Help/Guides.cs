using System.Text;

namespace Soffi.Web.Features.Help;

/// <param name="Slug">Last part of its address and name of its file.</param>
/// <param name="Title">First heading of its text.</param>
/// <param name="Text">Markdown, without that heading.</param>
public sealed record Guide(string Slug, string Title, string Text);

/// <summary>The guide of each profile (CGU article 2), read from the program itself.</summary>
public static class Guides
{
    private static readonly string[] Slugs = ["declarant", "signataire", "agent-dgefp", "agent-dreets", "acces", "administrateur", "interface"];

    public static IReadOnlyList<Guide> All { get; } = [.. Slugs.Select(Read)];

    public static Guide? Find(string slug) => All.FirstOrDefault(g => g.Slug == slug);

    private static Guide Read(string slug)
    {
        using var stream = typeof(Guides).Assembly.GetManifestResourceStream($"Soffi.Web.Guide.{slug}.md")
            ?? throw new InvalidOperationException($"Missing guide {slug}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new Guide(slug, text[..end].TrimStart('#', ' '), text[(end + 1)..].TrimStart());
    }
}
