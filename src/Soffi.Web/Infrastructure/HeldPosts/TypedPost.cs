using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Soffi.Web.Infrastructure.HeldPosts;

/// <summary>What <see cref="KeepsTypedValuesAttribute"/> found before the action ran.</summary>
/// <param name="Form">The form, read within the limits of <see cref="HoldsPostAttribute"/>.</param>
/// <param name="TokenExpired">The antiforgery token is missing, expired or somebody else's: nothing may be written.</param>
public sealed record TypedPost(IFormCollection Form, bool TokenExpired)
{
    /// <exception cref="InvalidOperationException">The action lacks <see cref="KeepsTypedValuesAttribute"/>.</exception>
    public static TypedPost Of(HttpContext http) => http.Features.Get<TypedPost>()
        ?? throw new InvalidOperationException("This action must carry [KeepsTypedValues].");
}

/// <summary>
/// Takes the place of the automatic antiforgery check on a page of entry. The automatic one answers 400 and everything
/// typed is lost; here the token is checked all the same, but the action is told (<see cref="TypedPost.TokenExpired"/>) and
/// must write nothing and show the page again, status 400, with what was typed and a fresh token. Also raises, on that
/// action alone, the number of values a form may have, and answers 413 beyond. An action that forgets to read
/// <see cref="TypedPost"/> cannot read the form at all through it: see the test of approved endpoints.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepsTypedValuesAttribute : Attribute, IAsyncResourceFilter, IAntiforgeryPolicy, IOrderedFilter
{
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

        if (http.Request.ContentLength > HoldsPostAttribute.MaxBytes)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }

        try
        {
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, HoldsPostAttribute.Limits));
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var valid = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
            http.Features.Set(new TypedPost(form, !valid));
        }
        catch (InvalidDataException)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await next();
    }
}
