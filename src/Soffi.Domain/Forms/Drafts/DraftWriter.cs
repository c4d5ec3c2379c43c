using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Soffi.Domain.Forms.Drafts;

/// <summary>
/// Writes form files as people read them: one line for a row, a control on a few; always the same for the same content, so that two
/// versions compare line by line.
/// </summary>
public static class DraftWriter
{
    /// <summary>Longest object or list written on one line, its margin included.</summary>
    private const int Width = 150;

    private const string Step = "  ";

    private static readonly JsonSerializerOptions Strings = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a file, ended by a line break.</summary>
    public static string Write(DraftNode root)
    {
        var text = new StringBuilder();
        Comments(text, root.Comments, "");
        if (root.Shape is JsonShape.Object or JsonShape.Array && root.Items.Count + root.Members.Count > 0)
        {
            Expanded(text, root, "", root.LastComments);
        }
        else
        {
            Value(text, root, "", 0);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>On one line, whatever its length; comments are left out.</summary>
    public static string Line(DraftNode node)
    {
        var text = new StringBuilder();
        Inline(text, node);
        return text.ToString();
    }

    /// <param name="taken">Characters already on the line.</param>
    private static void Value(StringBuilder text, DraftNode node, string margin, int taken)
    {
        if (Line(node) is var line && (line.Length + taken <= Width && MayBeInline(node) || node.Items.Count + node.Members.Count + node.LastComments.Count == 0))
        {
            text.Append(line);
            return;
        }

        Expanded(text, node, margin, node.LastComments);
    }

    private static void Expanded(StringBuilder text, DraftNode node, string margin, List<string> last)
    {
        var inner = margin + Step;
        var isObject = node.Shape == JsonShape.Object;
        text.Append(isObject ? '{' : '[');
        var left = isObject ? node.Members.Count : node.Items.Count;
        foreach (var (key, value) in isObject ? node.Members : node.Items.ConvertAll(i => ("", i)))
        {
            text.Append('\n');
            Comments(text, value.Comments, inner);
            text.Append(inner);
            var start = text.Length;
            if (isObject)
            {
                text.Append(Quoted(key)).Append(": ");
            }

            Value(text, value, inner, inner.Length + text.Length - start);
            text.Append(--left > 0 ? "," : "");
        }

        text.Append('\n');
        Comments(text, last, inner);
        text.Append(margin).Append(isObject ? '}' : ']');
    }

    /// <summary>Things that have lines of their own never share one: rows, controls, cells.</summary>
    private static bool MayBeInline(DraftNode node) =>
        node.LastComments.Count == 0
        && node.Items.Concat(node.Members.Select(m => m.Value)).All(v => v.Comments.Count == 0 && MayBeInline(v))
        && !(node.Shape == JsonShape.Array && node.Items.Exists(i => i.Shape == JsonShape.Object && i.Members.Count > 1));

    private static void Inline(StringBuilder text, DraftNode node)
    {
        switch (node.Shape)
        {
            case JsonShape.Object when node.Members.Count == 0:
                text.Append("{}");
                break;
            case JsonShape.Object:
                text.Append("{ ");
                for (var i = 0; i < node.Members.Count; i++)
                {
                    text.Append(i > 0 ? ", " : "").Append(Quoted(node.Members[i].Key)).Append(": ");
                    Inline(text, node.Members[i].Value);
                }

                text.Append(" }");
                break;
            case JsonShape.Array:
                text.Append('[');
                for (var i = 0; i < node.Items.Count; i++)
                {
                    text.Append(i > 0 ? ", " : "");
                    Inline(text, node.Items[i]);
                }

                text.Append(']');
                break;
            case JsonShape.Text:
                text.Append(Quoted(node.Text));
                break;
            default:
                text.Append(node.Text);
                break;
        }
    }

    private static void Comments(StringBuilder text, List<string> comments, string margin) =>
        comments.ForEach(c => text.Append(margin).Append("// ").Append(c).Append('\n'));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Strings);
}
