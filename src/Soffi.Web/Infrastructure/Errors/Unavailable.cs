using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Soffi.Web.Infrastructure.Errors;

/// <summary>
/// Tells a database out of reach, which will come back (503), from a fault of ours, which will not (500).
/// </summary>
public static class Unavailable
{
    // SQLite primary result codes: busy, locked, input/output error, disk full, cannot open, not a database.
    private static readonly HashSet<int> SqliteCodes = [5, 6, 10, 13, 14, 26];

    // SQL Server: timeout, server not found, login refused or database closed, connection broken, availability group
    // failing over (976, 983), resources short (701, 802, 8645), log full (9002), and the transient errors of hosted servers.
    private static readonly HashSet<int> SqlServerNumbers =
    [
        -2, -1, 2, 20, 53, 64, 121, 233, 258, 701, 802, 976, 983, 4060, 8645, 9002, 10053, 10054, 10060, 10061, 10928, 10929,
        11001, 17142, 18401, 18456, 40197, 40501, 40613,
    ];

    public static bool Is(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            var unreachable = current switch
            {
                SqliteException sqlite => SqliteCodes.Contains(sqlite.SqliteErrorCode),
                SqlException sql => SqlServerNumbers.Contains(sql.Number),
                DbException database => database.IsTransient,
                TimeoutException or SocketException => true,
                _ => false,
            };
            if (unreachable)
            {
                return true;
            }
        }

        return false;
    }
}
