using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Soffi.Data.Engines;

/// <summary>
/// Statements stay prepared on the connection that a context keeps: SQLite reads and plans a text once, not at each query,
/// which cost as much as running it. A text in use is prepared apart; too many texts are all forgotten and begun again.
/// </summary>
/// <remarks>A statement that is not running holds no lock, and SQLite plans it again by itself when the schema changed.</remarks>
internal sealed class SqliteStatements : DbCommandInterceptor
{
    /// <summary>Texts kept on a connection.</summary>
    private const int Most = 200;

    /// <summary>Longer texts are not kept, in characters: they seldom come back the same.</summary>
    private const int Longest = 8_000;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, Kept>> Connections = [];

    public static SqliteStatements Instance { get; } = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (result is not SqliteCommand { Connection: { } connection } asked || !IsKept(asked.CommandText))
        {
            return result;
        }

        var texts = Connections.GetValue(connection, Watch);
        if (!texts.TryGetValue(asked.CommandText, out var kept))
        {
            if (texts.Count == Most)
            {
                Forget(texts);
            }

            texts[asked.CommandText] = kept = new Kept { Connection = connection, CommandText = asked.CommandText };
        }

        if (!kept.TryLend(asked))
        {
            return result;
        }

        asked.Dispose();
        return kept;
    }

    private static bool IsKept(string text) => text.Length <= Longest;

    /// <summary>What was prepared on a connection is of no use once it is closed: opened again, it is another one for SQLite.</summary>
    private static Dictionary<string, Kept> Watch(DbConnection connection)
    {
        connection.StateChange += static (closed, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed && closed is DbConnection c && Connections.TryGetValue(c, out var texts))
            {
                Forget(texts);
            }
        };
        return [];
    }

    private static void Forget(Dictionary<string, Kept> texts)
    {
        foreach (var kept in texts.Values)
        {
            kept.Forget();
        }

        texts.Clear();
    }

    /// <summary>A command that stays prepared when the one who asked for it disposes of it.</summary>
    private sealed class Kept : SqliteCommand
    {
        private bool _isLent;
        private bool _isForgotten;

        /// <summary>Takes the parameters and the transaction of that command; false while somebody uses this one.</summary>
        public bool TryLend(SqliteCommand asked)
        {
            if (_isLent)
            {
                return false;
            }

            _isLent = true;
            Transaction = asked.Transaction;
            CommandTimeout = asked.CommandTimeout;
            foreach (SqliteParameter parameter in asked.Parameters)
            {
                Parameters.Add(parameter);
            }

            return true;
        }

        /// <summary>Its statements go now, or with the one who uses them.</summary>
        public void Forget()
        {
            _isForgotten = true;
            if (!_isLent)
            {
                Dispose();
            }
        }

        /// <remarks>A reader still open here is the connection that closes: nothing stays of it.</remarks>
        protected override void Dispose(bool disposing)
        {
            var isKept = disposing && _isLent && !_isForgotten && DataReader is null;
            _isLent = false;
            if (isKept)
            {
                Transaction = null;
                Parameters.Clear();
                return;
            }

            base.Dispose(disposing);
        }
    }
}
