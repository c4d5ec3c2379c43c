using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>
/// Comparisons between national bodies show figures of each of them: a regional directorate, which reads the statements of its region
/// only (D. 6323-21-2 c. trav.), is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NationalOnlyAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (!ReviewScope.Of(context.HttpContext.RequestServices.GetRequiredService<CurrentUser>().Actor).National)
        {
            context.Result = new ForbidResult();
        }
    }
}
