using Microsoft.AspNetCore.Authorization;
using Soffi.Domain.Access;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Opens an action to the people who hold the permission on some perimeter; which one is the resource rule's business.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirePermissionAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission { get; } = permission;
}
