using Microsoft.AspNetCore.Mvc;

namespace Soffi.Web.Features.Shared;

/// <summary>303 after a clean post: loading the page again sends nothing twice.</summary>
public sealed class SeeOtherResult(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
