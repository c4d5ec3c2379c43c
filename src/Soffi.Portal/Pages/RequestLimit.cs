using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Soffi.Portal.Security;

namespace Soffi.Portal.Pages;

/// <summary>Holds back whoever asks for message after message: every request counts, whatever the address typed.</summary>
public sealed class RequestLimit(AttemptLimits limits)
{
    /// <summary>The answer 429 when too many messages were asked for from there; null counts this one and lets it through.</summary>
    public async Task<IActionResult?> RefuseAsync(Controller controller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(controller);
        AttemptKey[] keys = [AttemptKey.OfMessages(RequestOrigin.Of(controller.HttpContext).Source)];
        var wait = await limits.WaitAsync(keys, cancellation);
        if (wait <= TimeSpan.Zero)
        {
            await limits.CountAsync(keys, cancellation);
            return null;
        }

        SayWhen(controller.Response, wait);
        return controller.View("~/Views/Portal/TooMany.cshtml", new TooManyViewModel(SignInViewModel.Minutes(wait)));
    }

    /// <summary>Status 429 with the delay, in seconds.</summary>
    public static void SayWhen(HttpResponse response, TimeSpan wait)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Too many messages asked for.</summary>
/// <param name="Wait">Time to wait, in words.</param>
public sealed record TooManyViewModel(string Wait);
