using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Soffi.Data;

/// <summary>
/// Rows written as they are told, without the change tracker, in the order they are told: columns, keys and conversions are those
/// of the model. For the way that everybody takes all day; nothing that hangs on a save (<see cref="SoffiDbContext.SaveChangesAsync(bool, CancellationToken)"/>)
/// sees these rows, and a key made by the database is not read back.
/// </summary>
internal sealed class RowBatch(SoffiDbContext context)
{
    /// <summary>Rows of a command, unless the options say otherwise.</summary>
    private const int UsualRows = 32;

    /// <summary>SQL Server takes 2,100.</summary>
    private const int MostParameters = 2_000;

    private static readonly ConditionalWeakTable<IModel, Dictionary<Type, Table>> Models = [];

    private readonly List<Told> _told = [];

    /// <summary>A new row. What the database makes itself is left to it.</summary>
    public void Insert(object row)
    {
        var table = TableOf(row);
        _told.Add(new Told(table, row, table.Made, [], Inserts: true));
    }

    /// <summary>The row of that key, every column.</summary>
    public void Update(object row)
    {
        var table = TableOf(row);
        _told.Add(new Told(table, row, table.Others, table.Key, Inserts: false));
    }

    /// <summary>The row of that key, those columns, as long as its concurrency token holds what was read.</summary>
    public void Update(object row, object token, params ReadOnlySpan<string> properties)
    {
        var table = TableOf(row);
        var columns = new List<Column>();
        foreach (var property in properties)
        {
            columns.Add(table.Others.Single(c => c.Property.Name == property));
        }

        _told.Add(new Told(table, row, columns, [.. table.Key, table.Others.Single(c => c.Property.IsConcurrencyToken)], Inserts: false) { Token = token });
    }

    /// <summary>The row of that key goes.</summary>
    public void Delete(object row)
    {
        var table = TableOf(row);
        _told.Add(new Told(table, row, [], table.Key, Inserts: false));
    }

    /// <summary>Writes them all in the transaction of the context.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row to change is not there as it was read.</exception>
    /// <exception cref="DbUpdateException">The database refused.</exception>
    public async Task Write(CancellationToken cancellation)
    {
        var most = Math.Max(context.GetService<IDbContextOptions>().Extensions.OfType<RelationalOptionsExtension>().First().MaxBatchSize ?? UsualRows, 1);
        var command = new Command(context);
        foreach (var write in _told)
        {
            if (command.Rows == most || command.Parameters.Count + write.Values > MostParameters)
            {
                await command.Run(cancellation);
                command = new Command(context);
            }

            command.Add(write);
        }

        await command.Run(cancellation);
        _told.Clear();
    }

    private Table TableOf(object row)
    {
        var tables = Models.GetOrCreateValue(context.Model);
        lock (tables)
        {
            if (!tables.TryGetValue(row.GetType(), out var table))
            {
                tables[row.GetType()] = table = Table.Of(
                    context.Model.FindEntityType(row.GetType()) ?? throw new ArgumentException($"{row.GetType()} is no row.", nameof(row)),
                    context.GetService<ISqlGenerationHelper>());
            }

            return table;
        }
    }

    /// <param name="Sets">Columns written.</param>
    /// <param name="Finds">Columns that say which row; none for a new one.</param>
    private sealed record Told(Table Table, object Row, IReadOnlyList<Column> Sets, IReadOnlyList<Column> Finds, bool Inserts)
    {
        /// <summary>What the concurrency token is to hold; null to ask nothing.</summary>
        public object? Token { get; init; }

        public int Values => Sets.Count + Finds.Count;
    }

    private sealed record Column(IProperty Property, string Name, RelationalTypeMapping Mapping)
    {
        public object? Of(object row) => Property.GetGetter().GetClrValue(row);
    }

    /// <param name="Made">Columns of a new row.</param>
    /// <param name="Others">Those that are not of the key.</param>
    private sealed record Table(string Name, IReadOnlyList<Column> Made, IReadOnlyList<Column> Key, IReadOnlyList<Column> Others, string Inserting)
    {
        public static Table Of(IEntityType type, ISqlGenerationHelper sql)
        {
            var place = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            var columns = type.GetProperties().Select(p => new Column(p, sql.DelimitIdentifier(p.GetColumnName(place)!), p.GetRelationalTypeMapping())).ToList();
            var made = columns.Where(c => c.Property.ValueGenerated == ValueGenerated.Never).ToList();
            var name = sql.DelimitIdentifier(place.Name, place.Schema);
            return new Table(
                name, made, [.. columns.Where(c => c.Property.IsPrimaryKey())], [.. columns.Where(c => !c.Property.IsPrimaryKey())],
                $"INSERT INTO {name} ({string.Join(", ", made.Select(c => c.Name))})\nVALUES ");
        }
    }

    /// <summary>A few statements sent together.</summary>
    private sealed class Command(SoffiDbContext context)
    {
        private readonly StringBuilder _text = new();
        private readonly DbCommand _maker = context.Database.GetDbConnection().CreateCommand();
        private Table? _inserting;

        public List<object> Parameters { get; } = [];

        public int Rows { get; private set; }

        public void Add(Told write)
        {
            if (write.Inserts)
            {
                // New rows of the same table, one after the other, make one statement.
                _text.Append(_inserting == write.Table ? ",\n" : (Rows == 0 ? "" : ";\n") + write.Table.Inserting);
                _inserting = write.Table;
                Separated("(", ", ", write.Sets, column => Parameter(column, column.Of(write.Row)));
                _text.Append(')');
            }
            else
            {
                _text.Append(Rows == 0 ? "" : ";\n");
                _inserting = null;
                if (write.Sets.Count == 0)
                {
                    _text.Append("DELETE FROM ").Append(write.Table.Name);
                }
                else
                {
                    _text.Append("UPDATE ").Append(write.Table.Name);
                    Separated(" SET ", ", ", write.Sets, column => Assigned(column, column.Of(write.Row)));
                }

                Separated("\nWHERE ", " AND ", write.Finds, column => Assigned(column, column.Property.IsConcurrencyToken ? write.Token : column.Of(write.Row)));
            }

            Rows++;
        }

        public async Task Run(CancellationToken cancellation)
        {
            await using var maker = _maker;
            if (Rows == 0)
            {
                return;
            }

            int written;
            try
            {
                written = await context.Database.ExecuteSqlRawAsync(_text.ToString(), Parameters, cancellation);
            }
            catch (DbException e)
            {
                throw new DbUpdateException(e.Message, e);
            }

            if (written != Rows)
            {
                throw new DbUpdateConcurrencyException($"{written} rows were written where {Rows} were to be: they changed since they were read.");
            }
        }

        private void Separated(string before, string between, IReadOnlyList<Column> columns, Action<Column> each)
        {
            _text.Append(before);
            for (var place = 0; place < columns.Count; place++)
            {
                _text.Append(place == 0 ? "" : between);
                each(columns[place]);
            }
        }

        private void Assigned(Column column, object? value)
        {
            _text.Append(column.Name).Append(" = ");
            Parameter(column, value);
        }

        private void Parameter(Column column, object? value)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@p{Parameters.Count}");
            Parameters.Add(column.Mapping.CreateParameter(_maker, name, value, column.Property.IsNullable));
            _text.Append(name);
        }
    }
}
