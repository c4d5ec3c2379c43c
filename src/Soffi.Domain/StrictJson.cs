using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soffi.Domain;

/// <summary>
/// How the files that the ministry edits are read: a key that is unknown, missing, written twice or empty is refused; comments are
/// allowed.
/// </summary>
public static class StrictJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
