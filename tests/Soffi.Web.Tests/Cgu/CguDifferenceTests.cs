using Soffi.Web.Features.Cgu;

namespace Soffi.Web.Tests.Cgu;

/// <summary>What changes between two texts, in words and not in signs of layout.</summary>
[Trait("CGU", "CGU-17")]
public sealed class CguDifferenceTests
{
    [Fact]
    public void Compare_names_the_article_and_the_words_that_change()
    {
        var changes = CguDifference.Between("## Durée\n\n### Article 20. Force\n\nElles durent un an.\n", "## Durée\n\n### Article 20. Force\n\nElles durent deux ans.\n");

        var change = Assert.Single(changes);
        Assert.Equal(("Article 20. Force", "Modifié"), (change.Heading, change.Kind));
        Assert.Equal("Elles durent un an.", string.Concat(change.Before.Select(p => p.Text)));
        Assert.Equal("Elles durent deux ans.", string.Concat(change.After.Select(p => p.Text)));
        Assert.Contains(change.After, p => p is { Changed: true, Text: "deux" });
        Assert.DoesNotContain(change.After, p => p is { Changed: true, Text: "Elles" });
    }

    [Fact]
    public void Compare_shows_what_is_added_and_taken_out_without_the_signs_of_layout()
    {
        var changes = CguDifference.Between("Un.\n\n- **Deux.**\n", "Un.\n\n### Article 3. Trois\n\n> Quatre.\n");

        Assert.Contains(changes, c => Text(c.Before) == "Deux.");
        Assert.Contains(changes, c => Text(c.After) == "Article 3. Trois");
        Assert.Contains(changes, c => Text(c.After) == "Quatre." && c is { Kind: "Ajouté", Heading: "Article 3. Trois" });
        Assert.All(changes.SelectMany(c => c.Before.Concat(c.After)), p => Assert.DoesNotContain(p.Text, s => s is '#' or '>' or '*'));
    }

    [Fact]
    public void Compare_the_same_words_finds_nothing() => Assert.Empty(CguDifference.Between("Un **mot**.\n", "Un mot.\n"));

    private static string Text(IEnumerable<DifferencePiece> pieces) => string.Concat(pieces.Select(p => p.Text)).Trim();
}
