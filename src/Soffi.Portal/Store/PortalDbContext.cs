using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Soffi.Portal.Accounts;

namespace Soffi.Portal.Store;

/// <summary>The portal's own database: accounts, registered clients, authorizations and tokens.</summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : IdentityUserContext<PortalUser, Guid>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Guid>();
        builder.Entity<PortalUser>(user =>
        {
            user.Property(u => u.GivenName).HasMaxLength(100);
            user.Property(u => u.FamilyName).HasMaxLength(100);
            // Two accounts never share an address: the index says it even when two requests arrive together.
            user.HasIndex(u => u.NormalizedEmail).IsUnique();
        });
    }
}
