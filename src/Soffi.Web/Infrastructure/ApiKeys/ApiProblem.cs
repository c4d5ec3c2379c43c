using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.Errors;

namespace Soffi.Web.Infrastructure.ApiKeys;

/// <summary>What the read interface answers when it does not answer the question (RFC 9457), in French.</summary>
public static class ApiProblem
{
    public const string ContentType = "application/problem+json";

    /// <param name="more">One sentence per thing to change.</param>
    public static ObjectResult Of(HttpContext http, int status, string title, string detail, IReadOnlyList<string>? more = null)
    {
        var problem = Make(http, status, title, detail);
        if (more is not null)
        {
            problem.Extensions["corrections"] = more;
        }

        var result = new ObjectResult(problem) { StatusCode = status };
        result.ContentTypes.Add(ContentType);
        return result;
    }

    public static Task Write(HttpContext http, int status, string title, string detail)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(Make(http, status, title, detail), options: null, ContentType, http.RequestAborted);
    }

    private static ProblemDetails Make(HttpContext http, int status, string title, string detail)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        problem.Extensions["numeroDemande"] = ErrorPages.RequestNumber(http);
        return problem;
    }
}
