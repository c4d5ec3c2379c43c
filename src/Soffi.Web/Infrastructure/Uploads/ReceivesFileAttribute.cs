using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Uploads;

/// <summary>What <see cref="ReceivesFileAttribute"/> found before the action ran.</summary>
/// <param name="Form">The fields and the file; empty when the post was too large to be read.</param>
/// <param name="TooLarge">Beyond the limit: nothing was read, nothing may be written.</param>
/// <param name="TokenExpired">The antiforgery token is missing, expired or somebody else's: nothing may be written.</param>
public sealed record ReceivedPost(IFormCollection Form, bool TooLarge, bool TokenExpired)
{
    /// <exception cref="InvalidOperationException">The action lacks <see cref="ReceivesFileAttribute"/>.</exception>
    public static ReceivedPost Of(HttpContext http) => http.Features.Get<ReceivedPost>()
        ?? throw new InvalidOperationException("This action must carry [ReceivesFile].");
}

/// <summary>
/// Lets one action receive a file: the only place where more than the framework's limits may be sent. A post too large, or
/// whose token expired, still reaches the action, which shows its page again with a sentence (413, 400) instead of a bare
/// error. It takes the place of the automatic antiforgery check, and makes the same one.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReceivesFileAttribute : Attribute, IAsyncResourceFilter, IAntiforgeryPolicy, IOrderedFilter
{
    /// <summary>What the form holds besides the file, in bytes.</summary>
    private const int Fields = 64 * 1024;

    /// <summary>
    /// A browser reads the answer only once it has sent all it had to: up to that many bytes are read for nothing, so that it
    /// shows our sentence; beyond, the connection is closed.
    /// </summary>
    private const long ReadForNothing = 300_000_000;

    /// <summary>Greatest size of the file here, in bytes; zero for that of the documents. Beyond, nothing more is read than twice that.</summary>
    public int MaxBytes { get; init; }

    /// <summary>Of the antiforgery policies of an action, the last in order counts; the automatic one is at 1000.</summary>
    public int Order => 2000;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.HasFormContentType)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        var limit = MaxBytes > 0 ? MaxBytes : http.RequestServices.GetRequiredService<IOptions<UploadLimits>>().Value.MaxBytes;
        http.Features.Set(await Receive(http, limit + Fields, MaxBytes > 0 ? 2L * MaxBytes : ReadForNothing));
        await next();
    }

    private static async Task<ReceivedPost> Receive(HttpContext http, long limit, long readForNothing)
    {
        if (http.Request.ContentLength > limit)
        {
            await Drop(http, readForNothing);
            return TooLarge(http);
        }

        try
        {
            Allow(http, limit);
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions
            {
                MultipartBodyLengthLimit = limit,
                ValueCountLimit = 16,
                ValueLengthLimit = 8 * 1024,
            }));
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var valid = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
            return new ReceivedPost(form, TooLarge: false, !valid);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return TooLarge(http);
        }
    }

    /// <summary>Whoever asks for the form afterwards, the binding of the action first, finds it empty rather than unreadable.</summary>
    private static ReceivedPost TooLarge(HttpContext http)
    {
        http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        return new ReceivedPost(FormCollection.Empty, TooLarge: true, TokenExpired: false);
    }

    private static async Task Drop(HttpContext http, long most)
    {
        if (http.Request.ContentLength <= most)
        {
            Allow(http, most);
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
    }

    private static void Allow(HttpContext http, long bytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = bytes;
        }
    }
}
