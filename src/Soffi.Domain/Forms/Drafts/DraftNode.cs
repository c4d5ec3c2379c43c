using System.Text;
using System.Text.Json;

namespace Soffi.Domain.Forms.Drafts;

/// <summary>
/// A JSON value of a form file being edited. Nothing of what was typed is lost: keys keep their order, numbers their digits, comments
/// their place. It knows its lines, so that a fault of the reader finds the screen it concerns.
/// </summary>
public sealed class DraftNode
{
    /// <summary>As deep as the reader goes.</summary>
    private const int MaxDepth = 32;

    private DraftNode(JsonShape shape, string text, int line)
    {
        Shape = shape;
        Text = text;
        Line = line;
        EndLine = line;
    }

    public JsonShape Shape { get; private set; }

    /// <summary>The string, or the number, boolean or null as written.</summary>
    public string Text { get; private set; }

    public List<DraftNode> Items { get; } = [];

    /// <summary>In the order of the file; a repeated key is kept twice, for the reader to refuse.</summary>
    public List<(string Key, DraftNode Value)> Members { get; } = [];

    /// <summary>Comments written before it.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>Comments before its closing bracket.</summary>
    public List<string> LastComments { get; } = [];

    /// <summary>From 1; 0 for a value that was not read from a file.</summary>
    public int Line { get; }

    public int EndLine { get; private set; }

    public DraftNode? this[string key] => Members.Find(m => m.Key == key).Value;

    public static DraftNode OfText(string text) => new(JsonShape.Text, text, 0);

    public static DraftNode Of(bool flag) => new(JsonShape.Boolean, flag ? "true" : "false", 0);

    public static DraftNode Of(int number) => new(JsonShape.Number, number.ToString(System.Globalization.CultureInfo.InvariantCulture), 0);

    /// <param name="digits">As JSON writes numbers: « 2.5 ».</param>
    public static DraftNode OfNumber(string digits) => new(JsonShape.Number, digits, 0);

    public static DraftNode Null() => new(JsonShape.Null, "null", 0);

    public static DraftNode List(IEnumerable<DraftNode> items)
    {
        var node = new DraftNode(JsonShape.Array, "", 0);
        node.Items.AddRange(items);
        return node;
    }

    public static DraftNode Object(params (string Key, DraftNode Value)[] members)
    {
        var node = new DraftNode(JsonShape.Object, "", 0);
        node.Members.AddRange(members);
        return node;
    }

    /// <summary>Reads a file; null when it is not JSON: the reader of forms says where.</summary>
    public static DraftNode? Parse(string text)
    {
        if (text.Length > FormFiles.MaxLength)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, MaxDepth = MaxDepth });
        try
        {
            return new Parsing(bytes).Whole(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or half a surrogate pair.
        }
    }

    /// <summary>The value at that address under this one, « tables/0/rows/3 »; null when there is none.</summary>
    public DraftNode? Find(string address)
    {
        var node = this;
        foreach (var part in Parts(address))
        {
            node = node.Shape == JsonShape.Array
                ? int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at < node.Items.Count ? node.Items[at] : null
                : node[part];
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>The parts of an address; « ~1 » stands for a slash in a key, « ~0 » for a tilde (RFC 6901).</summary>
    public static IReadOnlyList<string> Parts(string address) => address.Length == 0
        ? []
        : [.. address.Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    /// <summary>A key as part of an address.</summary>
    public static string Part(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Gives a key that value, in the place it had, or in the usual order of keys; null takes it away. Comments stay.</summary>
    public void Set(string key, DraftNode? value)
    {
        var at = Members.FindIndex(m => m.Key == key);
        if (value is null)
        {
            Members.RemoveAll(m => m.Key == key);
        }
        else if (at >= 0)
        {
            value.Comments.InsertRange(0, Members[at].Value.Comments.Except(value.Comments));
            Members[at] = (key, value);
        }
        else
        {
            var rank = DraftKeys.Rank(key);
            var after = Members.FindLastIndex(m => DraftKeys.Rank(m.Key) <= rank);
            Members.Insert(after + 1, (key, value));
        }
    }

    /// <summary>Takes the content of another value; comments around this one stay.</summary>
    public void Become(DraftNode other)
    {
        Shape = other.Shape;
        Text = other.Text;
        Items.Clear();
        Items.AddRange(other.Items);
        Members.Clear();
        Members.AddRange(other.Members);
        LastComments.Clear();
        LastComments.AddRange(other.LastComments);
    }

    /// <summary>The texts it holds, itself included.</summary>
    public IEnumerable<DraftNode> Texts() => Shape == JsonShape.Text
        ? [this]
        : Items.Concat(Members.Select(m => m.Value)).SelectMany(v => v.Texts());

    private sealed class Parsing(byte[] bytes)
    {
        private readonly List<string> _comments = [];
        private int _line = 1;
        private long _position;

        public DraftNode? Whole(ref Utf8JsonReader reader)
        {
            if (!Next(ref reader))
            {
                return null;
            }

            var root = Value(ref reader);
            if (Next(ref reader))
            {
                return null;
            }

            root.LastComments.AddRange(Take());
            return root;
        }

        /// <summary>Moves past comments, keeping them.</summary>
        private bool Next(ref Utf8JsonReader reader)
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.Comment)
                {
                    return true;
                }

                _comments.AddRange(reader.GetComment().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
            }

            return false;
        }

        private DraftNode Value(ref Utf8JsonReader reader)
        {
            var node = new DraftNode(ShapeOf(reader.TokenType), TextOf(ref reader), At(reader.TokenStartIndex));
            node.Comments.AddRange(Take());
            if (node.Shape is JsonShape.Object or JsonShape.Array)
            {
                while (Next(ref reader) && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    if (node.Shape == JsonShape.Array)
                    {
                        node.Items.Add(Value(ref reader));
                        continue;
                    }

                    var key = reader.GetString()!;
                    Next(ref reader);
                    node.Members.Add((key, Value(ref reader)));
                }

                node.LastComments.AddRange(Take());
                node.EndLine = At(reader.TokenStartIndex);
            }

            return node;
        }

        private List<string> Take()
        {
            List<string> taken = [.. _comments];
            _comments.Clear();
            return taken;
        }

        private int At(long position)
        {
            for (; _position < position; _position++)
            {
                if (bytes[_position] == (byte)'\n')
                {
                    _line++;
                }
            }

            return _line;
        }

        private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.StartObject or JsonTokenType.StartArray => "",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };

        private static JsonShape ShapeOf(JsonTokenType token) => token switch
        {
            JsonTokenType.StartObject => JsonShape.Object,
            JsonTokenType.StartArray => JsonShape.Array,
            JsonTokenType.String => JsonShape.Text,
            JsonTokenType.Number => JsonShape.Number,
            JsonTokenType.True or JsonTokenType.False => JsonShape.Boolean,
            _ => JsonShape.Null,
        };
    }
}
