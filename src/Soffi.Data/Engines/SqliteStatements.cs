using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Soffi.Data.Engines;

/// <summary>
/// Reads stay prepared on the connection that a context keeps: SQLite reads and plans a text once, not at each query,
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

        var texts = Connections.GetOrCreateValue(connection);
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

    /// <summary>Reads only: a write that a reader had not let go of would hold the lock of all the others.</summary>
    private static bool IsKept(string text) => text.Length <= Longest && text.StartsWith("SELECT", StringComparison.Ordinal);

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

        protected override void Dispose(bool disposing)
        {
            if (_isLent && disposing)
            {
                _isLent = false;
                Transaction = null;
                Parameters.Clear();
                if (!_isForgotten)
                {
                    return;
                }
            }

            base.Dispose(disposing);
        }
    }
}
