using Soffi.Domain.Forms.Drafts;

namespace Soffi.Domain.Tests.Forms.Drafts;

/// <summary>A file of a draft is changed and written again without losing what people typed.</summary>
public sealed class DraftNodeTests
{
    private const string Text = """
        // Cadre des charges.
        {
          "code": "B2", /* ne change pas */ "title": "Charges \u00e0 payer",
          "tables": [
            // Premier tableau.
            { "code": "T", "value": 2.50, "rows": [{ "code": "1" }, { "code": "2" }] }
            // Fin.
          ]
        }
        """;

    [Fact]
    public void Write_keeps_comments_digits_and_order()
    {
        var written = DraftWriter.Write(DraftNode.Parse(Text)!);

        Assert.Equal(
            """
            // Cadre des charges.
            {
              "code": "B2",
              // ne change pas
              "title": "Charges à payer",
              "tables": [
                // Premier tableau.
                { "code": "T", "value": 2.50, "rows": [{ "code": "1" }, { "code": "2" }] }
                // Fin.
              ]
            }

            """.ReplaceLineEndings("\n"), written);
        Assert.Equal(written, DraftWriter.Write(DraftNode.Parse(written)!));
    }

    [Fact]
    public void Find_goes_through_lists_and_keys_and_knows_the_lines()
    {
        var root = DraftNode.Parse(Text)!;

        Assert.Equal("2", root.Find("tables/0/rows/1/code")!.Text);
        Assert.Equal((6, 6), (root.Find("tables/0")!.Line, root.Find("tables/0")!.EndLine));
        Assert.Equal((2, 9), (root.Line, root.EndLine));
        Assert.Same(root, root.Find(""));
        Assert.Null(root.Find("tables/1"));
        Assert.Null(root.Find("tables/x"));
        Assert.Null(root.Find("code/0"));
        Assert.Equal("v", DraftNode.Parse("""{ "a/b~c": "v" }""")!.Find(DraftNode.Part("a/b~c"))!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{ \"a\": 1, }")]
    [InlineData("{ \"a\": \"\\uD800\" }")]
    public void Parse_of_what_is_not_json_gives_nothing(string text) => Assert.Null(DraftNode.Parse(text));

    [Fact]
    public void Set_replaces_in_place_adds_in_the_usual_order_and_takes_away()
    {
        var node = DraftNode.Parse("""{ "code": "1", "definition": "d", "formula": "T.1.X" }""")!;

        node.Set("label", DraftNode.OfText("un"));
        node.Set("formula", DraftNode.OfText("T.2.X"));
        node.Set("definition", null);
        node.Set("definition", null);

        Assert.Equal("""{ "code": "1", "label": "un", "formula": "T.2.X" }""", DraftWriter.Line(node));
    }

    [Fact]
    public void Write_opens_what_is_long_and_lists_of_rows()
    {
        var rows = DraftNode.List([.. Enumerable.Range(1, 2).Select(i => DraftNode.Object(("code", DraftNode.OfText($"{i}")), ("label", DraftNode.OfText("Ligne"))))]);

        Assert.Equal(
            """
            {
              "rows": [
                { "code": "1", "label": "Ligne" },
                { "code": "2", "label": "Ligne" }
              ],
              "empty": {}
            }

            """.ReplaceLineEndings("\n"), DraftWriter.Write(DraftNode.Object(("rows", rows), ("empty", DraftNode.Object()))));
    }

    [Theory]
    [InlineData("a\nb\nc\n", "a\nb\nc\n", "")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "-2: b|+2: x")]
    [InlineData("a\nb\n", "a\nn\nb\n", "+2: n")]
    [InlineData("", "a\n", "+1: a")]
    [InlineData("a\r\nb\r\n", "a\nb\n", "")]
    [InlineData("1\n2\n3\n4\n5", "1\n3\n4\nx\n5", "-2: 2|+4: x")]
    public void Between_two_texts_tells_the_lines_that_differ(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', LineDiff.Between(before, after)));

    [Fact]
    public void Compact_says_how_many_lines_it_leaves_out() =>
        Assert.Equal(["-1: a", "-2: b", "… et 2 autres lignes"], LineDiff.Compact("a\nb\nc\nd", "", 2));
}
