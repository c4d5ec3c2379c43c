using Microsoft.AspNetCore.Authorization;
using Soffi.Domain.Access;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>A person known to Soffi, who holds <paramref name="Permission"/> when there is one.</summary>
internal sealed record ActorRequirement(Permission? Permission) : IAuthorizationRequirement;

/// <summary>Asks the database, once per request: a right withdrawn a second ago is already gone.</summary>
internal sealed class ActorGate(CurrentUser current) : AuthorizationHandler<ActorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActorRequirement requirement)
    {
        if (await current.FindAsync() is { } actor && (requirement.Permission is not { } permission || actor.Has(permission)))
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>One policy per permission, under its name; without any, a person must still be signed in (CGU article 25).</summary>
internal static class PermissionPolicies
{
    public static IServiceCollection AddPermissionPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, ActorGate>();
        services.AddAuthorization(authorization =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
            {
                authorization.AddPolicy(permission.ToString(), Policy(permission));
            }

            authorization.DefaultPolicy = Policy(null);
            authorization.FallbackPolicy = Policy(null);
        });
        return services;
    }

    private static AuthorizationPolicy Policy(Permission? permission) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .AddRequirements(new ActorRequirement(permission))
        .Build();
}
