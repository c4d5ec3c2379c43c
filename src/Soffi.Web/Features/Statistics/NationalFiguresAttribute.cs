using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Statistics;

/// <summary>What everybody compares with is kept by those who see every operator: a regional directorate reads it and changes nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NationalFiguresAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (!StatReader.Of(context.HttpContext.RequestServices.GetRequiredService<CurrentUser>().Actor).National)
        {
            context.Result = new ForbidResult();
        }
    }
}
