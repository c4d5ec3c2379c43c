using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Soffi.Data;

/// <summary>Whether a save failed because a row with that key already stands. Recognised by number: messages are translated.</summary>
public static class UniqueViolation
{
    /// <summary>SQL Server: cannot insert duplicate key row (unique index).</summary>
    private const int DuplicateRow = 2601;

    /// <summary>SQL Server: violation of PRIMARY KEY or UNIQUE constraint.</summary>
    private const int DuplicateKey = 2627;

    /// <summary>SQLITE_CONSTRAINT_UNIQUE (19 | 8 &lt;&lt; 8).</summary>
    private const int SqliteUnique = 2067;

    /// <summary>SQLITE_CONSTRAINT_PRIMARYKEY (19 | 6 &lt;&lt; 8).</summary>
    private const int SqlitePrimaryKey = 1555;

    public static bool Is(Exception exception) => exception switch
    {
        SqlException e => e.Number is DuplicateRow or DuplicateKey,
        SqliteException e => e.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        DbUpdateException { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
