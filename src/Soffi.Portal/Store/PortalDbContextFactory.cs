using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Soffi.Portal.Store;

/// <summary>Lets <c>dotnet ef</c> write the migrations without starting the host.</summary>
internal sealed class PortalDbContextFactory : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<PortalDbContext>)new DbContextOptionsBuilder<PortalDbContext>()
            .UseSqlite("Data Source=:memory:").UseOpenIddict<Guid>().Options);
}
