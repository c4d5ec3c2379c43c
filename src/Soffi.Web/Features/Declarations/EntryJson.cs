using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Soffi.Web.Features.Declarations;

/// <summary>How cells are read and answered, written at build: the most frequent request of all spends nothing on finding that out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CellsPost))]
[JsonSerializable(typeof(CellAnswer))]
internal sealed partial class EntryJson : JsonSerializerContext
{
    /// <summary>What a page sends; null when it cannot be read.</summary>
    public static async Task<CellsPost?> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await request.ReadFromJsonAsync(Default.CellsPost, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonResult Answer(CellAnswer answer) => new(answer, Default.Options);
}
