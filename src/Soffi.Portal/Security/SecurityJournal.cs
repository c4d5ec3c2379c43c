using Microsoft.AspNetCore.Http;
using Soffi.Portal.Store;

namespace Soffi.Portal.Security;

/// <summary>Notes what touches the security of an account, with the change itself: one save writes both or neither.</summary>
public sealed class SecurityJournal(PortalDbContext database, IHttpContextAccessor accessor, TimeProvider clock)
{
    /// <param name="user">The account concerned, or null when there is none.</param>
    public void Add(SecurityEventKind kind, Guid? user)
    {
        var origin = RequestOrigin.Of(accessor.HttpContext!);
        database.Events.Add(new SecurityEvent
        {
            At = clock.GetUtcNow(),
            Kind = kind,
            UserId = user,
            Source = origin.Source,
            Browser = origin.Browser,
        });
    }
}
