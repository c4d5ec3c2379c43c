using System.Text;
using System.Text.Json;

namespace Soffi.Domain.Forms;

/// <summary>What a JSON value is.</summary>
public enum JsonShape
{
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>A JSON value that remembers its file and line, so that a fault can be shown where it is.</summary>
internal sealed class JsonTree
{
    private const int MaxDepth = 32;

    private JsonTree(string file, int line, JsonShape shape, string text = "")
    {
        File = file;
        Line = line;
        Shape = shape;
        Text = text;
    }

    public string File { get; }

    public int Line { get; }

    public JsonShape Shape { get; }

    /// <summary>The string, or the number or boolean as written.</summary>
    public string Text { get; }

    public List<JsonTree> Items { get; } = [];

    /// <summary>Keys in the order of the file; a repeated key is kept twice, for the reader to refuse.</summary>
    public List<(string Key, JsonTree Value)> Members { get; } = [];

    public JsonTree? this[string key]
    {
        get
        {
            // Asked some thirty times per cell: no enumerator here.
            for (var i = 0; i < Members.Count; i++)
            {
                if (Members[i].Key == key)
                {
                    return Members[i].Value;
                }
            }

            return null;
        }
    }

    public bool IsTrue => Shape == JsonShape.Boolean && Text == "true";

    /// <summary>Reads a file, or adds the fault that prevents it.</summary>
    public static JsonTree? Parse(string file, string text, List<FormFault> faults)
    {
        if (text.Length > FormFiles.MaxLength)
        {
            faults.Add(new FormFault(file, 0, $"Fichier trop grand : {text.Length} caractères, {FormFiles.MaxLength} au plus."));
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var lines = new LineCounter(bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var tree = Read(ref reader, file, lines);
            return reader.Read() ? null : tree;
        }
        catch (JsonException fault)
        {
            var line = (int)(fault.LineNumber ?? 0) + 1;
            faults.Add(new FormFault(file, line, text.Trim().Length == 0
                ? "Ce fichier est vide."
                : $"JSON mal formé à l’octet {(fault.BytePositionInLine ?? 0) + 1} de cette ligne, ou imbriqué de plus de {MaxDepth} niveaux : vérifiez virgules, guillemets et accolades."));
            return null;
        }
        catch (InvalidOperationException)
        {
            faults.Add(new FormFault(file, lines.At(reader.TokenStartIndex), "Ce texte contient un caractère « \\uD800 » à « \\uDFFF » isolé : écrivez le caractère lui-même."));
            return null;
        }
    }

    /// <summary>The same value with sorted keys and without white space; <paramref name="omitted"/> keys are left out at the top.</summary>
    public static void WriteCanonical(JsonTree tree, Utf8JsonWriter writer, params string[] omitted)
    {
        switch (tree.Shape)
        {
            case JsonShape.Object:
                writer.WriteStartObject();
                foreach (var (key, value) in tree.Members.Where(m => !omitted.Contains(m.Key)).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key);
                    WriteCanonical(value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonShape.Array:
                writer.WriteStartArray();
                tree.Items.ForEach(i => WriteCanonical(i, writer));
                writer.WriteEndArray();
                break;
            case JsonShape.Text:
                writer.WriteStringValue(tree.Text);
                break;
            default:
                writer.WriteRawValue(tree.Text);
                break;
        }
    }

    private static JsonTree Read(ref Utf8JsonReader reader, string file, LineCounter lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var node = new JsonTree(file, line, JsonShape.Object);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    node.Members.Add((key, Read(ref reader, file, lines)));
                }

                return node;
            case JsonTokenType.StartArray:
                var array = new JsonTree(file, line, JsonShape.Array);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Items.Add(Read(ref reader, file, lines));
                }

                return array;
            case JsonTokenType.String:
                return new JsonTree(file, line, JsonShape.Text, reader.GetString()!);
            case JsonTokenType.Number:
                return new JsonTree(file, line, JsonShape.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonTree(file, line, JsonShape.Boolean, reader.TokenType == JsonTokenType.True ? "true" : "false");
            default:
                return new JsonTree(file, line, JsonShape.Null, "null");
        }
    }

    /// <summary>Line of a byte, asked for growing positions.</summary>
    private sealed class LineCounter(byte[] bytes)
    {
        private int _line = 1;
        private long _position;

        public int At(long position)
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
    }
}
