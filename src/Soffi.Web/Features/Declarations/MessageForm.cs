using Microsoft.Extensions.Primitives;

namespace Soffi.Web.Features.Declarations;

/// <summary>A message as it was posted.</summary>
/// <param name="Text">Trimmed, its line breaks plain.</param>
/// <param name="Key">That of the page it was written on; a new one when the post has none.</param>
public sealed record MessageForm(string Text, Guid Key)
{
    /// <summary>Name of the text.</summary>
    public const string TextName = "message";

    /// <summary>Name of the key.</summary>
    public const string KeyName = "cle";

    public static MessageForm Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var all = fields.ToDictionary(f => f.Key, f => f.Value.ToString());
        return new MessageForm(
            all.GetValueOrDefault(TextName, "").ReplaceLineEndings("\n").Trim(),
            Guid.TryParse(all.GetValueOrDefault(KeyName), out var key) ? key : Guid.NewGuid());
    }
}
