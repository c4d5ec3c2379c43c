using System.Collections;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Soffi.Data;
using Soffi.Data.Engines;

namespace Soffi.Web.Tests.Engines;

/// <summary>
/// A SQL Server context without server: nothing is opened, every command is kept, and every answer is a row of plain
/// values, so that code which reads several times goes on to its next query. It proves the text, not its execution.
/// </summary>
internal sealed class CapturedTSql
{
    private const int LongestRun = 40;
    private readonly List<string> _commands = [];

    public IReadOnlyList<string> Commands => _commands;

    public SoffiDbContext Open(bool answersRows = true, int? maxBatchSize = null)
    {
        var builder = new DbContextOptionsBuilder<SqlServerSoffiDbContext>();
        builder.UseSoffiSqlServer("Server=nowhere;Database=Soffi", new DatabaseOptions { MaxBatchSize = maxBatchSize })
            .AddInterceptors(new NoOpening(), new NoTransaction(), new Capture(_commands, answersRows));
        return new SqlServerSoffiDbContext(builder.Options);
    }

    private sealed class NoOpening : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class NoTransaction : DbTransactionInterceptor
    {
        public override InterceptionResult<DbTransaction> TransactionStarting(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
            InterceptionResult<DbTransaction>.SuppressWithResult(new EmptyTransaction(connection));

        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult<DbTransaction>.SuppressWithResult(new EmptyTransaction(connection)));

        public override InterceptionResult CreatingSavepoint(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> CreatingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class EmptyTransaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    private sealed class Capture(List<string> commands, bool answersRows) : DbCommandInterceptor
    {
        public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
            InterceptionResult<DbCommand>.SuppressWithResult(new AnyTransactionCommand());

        public override InterceptionResult<DbDataReader> ReaderExecuting(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Answer(command);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default) => ValueTask.FromResult(Answer(command));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            commands.Add(command.CommandText);
            return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(1));
        }

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
        {
            commands.Add(command.CommandText);
            return ValueTask.FromResult(InterceptionResult<object>.SuppressWithResult(1));
        }

        private InterceptionResult<DbDataReader> Answer(DbCommand command)
        {
            commands.Add(command.CommandText);
            var again = commands.Count > LongestRun; // What loops until nothing is left must come to an end.
            return InterceptionResult<DbDataReader>.SuppressWithResult(new PlainRow(answersRows && !again));
        }
    }

    /// <summary>A command of SQL Server that takes a transaction which is not one of SqlClient.</summary>
    private sealed class AnyTransactionCommand : DbCommand
    {
        private readonly Microsoft.Data.SqlClient.SqlCommand _command = new();

        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get => _command.CommandText; set => _command.CommandText = value; }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => _command.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException("Nothing is executed here.");

        public override object ExecuteScalar() => throw new NotSupportedException("Nothing is executed here.");

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException("Nothing is executed here.");

        protected override DbParameter CreateDbParameter() => _command.CreateParameter();

        protected override void Dispose(bool disposing)
        {
            _command.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>One row (or none) whose every column is whatever type is asked: 1, « 1 », the same identifier.</summary>
    private sealed class PlainRow(bool hasRow) : DbDataReader
    {
        private bool _read = !hasRow;
        private int _results;

        public override int FieldCount => 200;

        public override bool HasRows => hasRow;

        public override bool IsClosed => false;

        public override int RecordsAffected => 1;

        public override int Depth => 0;

        public override object this[int ordinal] => 1;

        public override object this[string name] => 1;

        public override bool Read() => !_read && (_read = true);

        public override bool NextResult()
        {
            _read = !hasRow;
            return ++_results < 50;
        }

        public override bool IsDBNull(int ordinal) => false;

        public override bool GetBoolean(int ordinal) => true;

        public override byte GetByte(int ordinal) => 1;

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

        public override char GetChar(int ordinal) => '1';

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

        public override string GetDataTypeName(int ordinal) => "int";

        public override DateTime GetDateTime(int ordinal) => DateTime.UnixEpoch;

        public override decimal GetDecimal(int ordinal) => 1;

        public override double GetDouble(int ordinal) => 1;

        public override Type GetFieldType(int ordinal) => typeof(int);

        public override float GetFloat(int ordinal) => 1;

        public override Guid GetGuid(int ordinal) => new(1, 0, 0, new byte[8]);

        public override short GetInt16(int ordinal) => 1;

        public override int GetInt32(int ordinal) => 1;

        public override long GetInt64(int ordinal) => 1;

        public override string GetName(int ordinal) => $"Column{ordinal}";

        public override int GetOrdinal(string name) => 0;

        public override string GetString(int ordinal) => "1";

        public override object GetValue(int ordinal) => 1;

        public override int GetValues(object[] values) => 0;

        public override T GetFieldValue<T>(int ordinal) =>
            typeof(T) == typeof(DateTimeOffset) ? (T)(object)DateTimeOffset.UnixEpoch
            : typeof(T) == typeof(byte[]) ? (T)(object)Array.Empty<byte>()
            : (T)Convert.ChangeType(1, typeof(T), System.Globalization.CultureInfo.InvariantCulture);

        public override IEnumerator GetEnumerator() => Array.Empty<object>().GetEnumerator();
    }
}
