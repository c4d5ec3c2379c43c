using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Soffi.Data.Engines;

/// <summary>For <c>dotnet ef</c>: no database is opened.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteSoffiDbContext>
{
    public SqliteSoffiDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSoffiDbContext>().UseSoffiSqlite("Data Source=design-time.db").Options);
}

/// <summary>For <c>dotnet ef</c>: no server is reached.</summary>
internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerSoffiDbContext>
{
    public SqlServerSoffiDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerSoffiDbContext>()
            .UseSoffiSqlServer("Server=design-time;Database=Soffi", new DatabaseOptions()).Options);
}
