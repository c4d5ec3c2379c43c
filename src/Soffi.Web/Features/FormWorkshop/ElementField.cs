using System.Text.RegularExpressions;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>How a key of a form file is typed.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines.</summary>
    Long,

    /// <summary>A number, or a formula or a fraction as text.</summary>
    Number,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>Yes, no, or nothing said.</summary>
    Flag,

    /// <summary>Codes, one per line; one alone may be written as a text.</summary>
    Codes,

    /// <summary>« name = value », one per line.</summary>
    Names,

    /// <summary>A formula; the word « saisie » takes away the one the row or column gives.</summary>
    Formula,

    /// <summary>JSON, for what has no field of its own.</summary>
    Json,
}

/// <summary>A key of a form file as analysts type it: shown as text, read back, left untouched when the text is.</summary>
/// <param name="Key">« condition », or « forEach/of » for a key of an object.</param>
public sealed partial record ElementField(string Key, string Label, FieldKind Kind, string? Hint = null, IReadOnlyList<Choice>? Choices = null)
{
    /// <summary>What takes away a formula given by the row or the column.</summary>
    public const string Typed = "saisie";

    /// <summary>Name of its field on the page.</summary>
    public string Name => Key.Replace('/', '.');

    /// <summary>Lines of its text area.</summary>
    public int Rows => Kind switch
    {
        FieldKind.Formula => 2,
        FieldKind.Json => 6,
        _ => 3,
    };

    public bool IsArea => Kind is FieldKind.Long or FieldKind.Formula or FieldKind.Codes or FieldKind.Names or FieldKind.Json;

    /// <summary>Whether its text is code rather than prose.</summary>
    public bool IsCode => Kind is FieldKind.Formula or FieldKind.Codes or FieldKind.Names or FieldKind.Json;

    /// <summary>Its text as it is now; empty when nothing is said.</summary>
    public string Show(DraftNode element) => element.Find(Key) switch
    {
        null => "",
        { Shape: JsonShape.Null } when Kind == FieldKind.Formula => Typed,
        { Shape: JsonShape.Array } list when Kind == FieldKind.Codes && list.Items.TrueForAll(i => i.Shape == JsonShape.Text) => string.Join('\n', list.Items.Select(i => i.Text)),
        { Shape: JsonShape.Object } names when Kind == FieldKind.Names && names.Members.TrueForAll(m => IsPlain(m.Value)) => string.Join('\n', names.Members.Select(m => $"{m.Key} = {m.Value.Text}")),
        { } plain when Kind != FieldKind.Json && IsPlain(plain) => plain.Text,
        { } other => DraftWriter.Line(other),
    };

    /// <summary>Writes what was typed.</summary>
    /// <returns>Why it cannot be; null when it was.</returns>
    public string? Write(DraftNode element, string typed)
    {
        var text = typed.ReplaceLineEndings("\n").Trim();
        var standing = element.Find(Key);
        if (text == Show(element).ReplaceLineEndings("\n").Trim())
        {
            return null;
        }

        var (node, error) = Read(text, standing);
        if (error is null)
        {
            Put(element, node);
        }

        return error;
    }

    private (DraftNode? Node, string? Error) Read(string text, DraftNode? standing) => Kind switch
    {
        _ when text.Length == 0 => (null, null),
        FieldKind.Number => (ReadNumber(text, standing), null),
        FieldKind.Flag => (DraftNode.Of(text == "true"), null),
        FieldKind.Formula when text.Equals(Typed, StringComparison.OrdinalIgnoreCase) => (DraftNode.Null(), null),
        FieldKind.Codes => (ReadCodes(text, standing), null),
        FieldKind.Names => ReadNames(text),
        FieldKind.Json => DraftNode.Parse(text) is { } json
            ? (json, null)
            : (null, $"{Label}\u00a0: ce texte n’est pas du JSON. Vérifiez les guillemets, les virgules et les accolades."),
        _ => (DraftNode.OfText(Kind == FieldKind.Text ? text.Replace('\n', ' ') : text), null),
    };

    /// <summary>A number stays written as it was: bare or between quotes; a comma is a decimal point.</summary>
    private static DraftNode ReadNumber(string text, DraftNode? standing)
    {
        var digits = text.Replace(',', '.');
        return !JsonNumber().IsMatch(digits) ? DraftNode.OfText(text)
            : standing?.Shape == JsonShape.Text ? DraftNode.OfText(digits)
            : DraftNode.OfNumber(digits);
    }

    private DraftNode ReadCodes(string text, DraftNode? standing)
    {
        var codes = text.Split(['\n', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return codes.Length == 1 && (standing is { Shape: JsonShape.Text } || Key is "was" or "is" || codes[0] == "all")
            ? DraftNode.OfText(codes[0])
            : DraftNode.List(codes.Select(DraftNode.OfText));
    }

    private (DraftNode? Node, string? Error) ReadNames(string text)
    {
        var names = new List<(string, DraftNode)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == line.Length - 1)
            {
                return (null, $"{Label}\u00a0: écrivez « nom = valeur », une par ligne. Ligne à revoir\u00a0: « {line} ».");
            }

            names.Add((line[..at].Trim(), DraftNode.OfText(line[(at + 1)..].Trim())));
        }

        return (DraftNode.Object([.. names]), null);
    }

    private void Put(DraftNode element, DraftNode? node)
    {
        var at = Key.IndexOf('/', StringComparison.Ordinal);
        if (at < 0)
        {
            element.Set(Key, node);
            return;
        }

        var (outer, inner) = (Key[..at], Key[(at + 1)..]);
        if (element[outer] is not { Shape: JsonShape.Object } owner)
        {
            owner = DraftNode.Object();
            element.Set(outer, owner);
        }

        owner.Set(inner, node);
        if (owner.Members.Count == 0)
        {
            element.Set(outer, null);
        }
    }

    private static bool IsPlain(DraftNode node) => node.Shape is JsonShape.Text or JsonShape.Number or JsonShape.Boolean;

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,10})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
