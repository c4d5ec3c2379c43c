using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Soffi.Data;
using Soffi.Data.Engines;

namespace Soffi.Web.Tests.Engines;

/// <summary>The gate of the SQL Server side where no server is at hand.</summary>
public sealed partial class MigrationTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    public void Migrations_of_both_engines_hold_the_whole_model(DatabaseProvider provider)
    {
        using var context = Context(provider);

        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void Script_of_the_migrations_is_sound_tsql(MigrationsSqlGenerationOptions options)
    {
        using var context = Context(DatabaseProvider.SqlServer);
        var script = context.GetService<IMigrator>().GenerateScript(options: options);

        Assert.Contains("CREATE TABLE [SubmissionCells]", script, StringComparison.Ordinal);
        Assert.All(Batches(script), batch => Assert.Empty(TSql.Faults(batch)));
    }

    [Fact]
    public void Schema_of_the_migrations_is_a_valid_model()
    {
        using var context = Context(DatabaseProvider.SqlServer);
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var statement in WithColumns([.. SchemaStatements(context.GetService<IMigrator>().GenerateScript())]))
        {
            model.AddObjects(statement);
        }

        var errors = model.Validate().Where(m => m.MessageType == Microsoft.SqlServer.Dac.DacMessageType.Error);
        Assert.Empty(errors.Select(e => e.Message));
        Assert.True(model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).Count() >= 18);
    }

    [Fact]
    public void Schema_with_a_reference_to_a_missing_table_is_refused()
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        model.AddObjects("CREATE TABLE [A] ([Id] int NOT NULL, CONSTRAINT [FK] FOREIGN KEY ([Id]) REFERENCES [Nowhere] ([Id]));");

        Assert.Contains(model.Validate(), m => m.MessageType == Microsoft.SqlServer.Dac.DacMessageType.Error);
    }

    [Fact]
    public void Model_keeps_to_what_both_engines_store_alike()
    {
        using var sqlite = Context(DatabaseProvider.Sqlite);
        using var server = Context(DatabaseProvider.SqlServer);
        var model = server.GetService<IDesignTimeModel>().Model;

        Assert.Equal(Shape(sqlite.GetService<IDesignTimeModel>().Model), Shape(model));
        foreach (var property in model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            var clr = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            var name = $"{property.DeclaringType.ShortName()}.{property.Name}";
            Assert.False(clr == typeof(decimal) || clr == typeof(double) || clr == typeof(float), $"{name}: numbers are integers of a fixed scale.");
            Assert.Null(property.GetComputedColumnSql());
            if (clr == typeof(long))
            {
                Assert.Null(property.GetTypeMapping().Converter);
            }
        }

        Assert.All(
            model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()),
            key => Assert.NotEqual(DeleteBehavior.Cascade, key.DeleteBehavior));
        Assert.DoesNotContain(model.GetEntityTypes(), e => e.IsTemporal());
    }

    private static IEnumerable<string> Shape(IModel model) => model.GetEntityTypes()
        .SelectMany(e => e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()} {p.ClrType.Name} {p.IsNullable} {p.GetMaxLength()}")
            .Concat(e.GetIndexes().Select(i => $"{e.GetTableName()} {i.GetDatabaseName()} {i.IsUnique} {i.GetFilter()}")))
        .Order(StringComparer.Ordinal);

    /// <summary>The parts between the GO lines.</summary>
    private static IEnumerable<string> Batches(string script) =>
        script.ReplaceLineEndings("\n").Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries).Where(b => !string.IsNullOrWhiteSpace(b));

    /// <summary>The CREATE statements of the tables and indexes: what a schema model is made of.</summary>
    private static IEnumerable<string> SchemaStatements(string script) => Batches(script)
        .SelectMany(batch => batch.Split(";\n", StringSplitOptions.TrimEntries))
        .Select(statement => statement.TrimStart())
        .Where(statement => statement.StartsWith("CREATE", StringComparison.Ordinal) || statement.StartsWith("ALTER", StringComparison.Ordinal));

    /// <summary>A schema model takes columns in CREATE TABLE only: those that later migrations add are put there.</summary>
    private static IEnumerable<string> WithColumns(IReadOnlyList<string> statements)
    {
        var added = statements.Select(s => AddedColumn().Match(s)).Where(m => m.Success)
            .ToLookup(m => m.Groups["table"].Value, m => m.Groups["column"].Value.TrimEnd(';'));
        return statements.Where(s => !AddedColumn().IsMatch(s)).Select(s => CreatedTable().Match(s) is { Success: true } created
            ? s.Insert(created.Length, string.Concat(added[created.Groups["table"].Value].Select(c => $"{c}, ")))
            : s);
    }

    [GeneratedRegex(@"^ALTER TABLE (?<table>\[\w+\]) ADD (?<column>\[\w+\] .+)$", RegexOptions.Singleline)]
    private static partial Regex AddedColumn();

    [GeneratedRegex(@"^CREATE TABLE (?<table>\[\w+\]) \(")]
    private static partial Regex CreatedTable();

    private static SoffiDbContext Context(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer
        ? new SqlServerSoffiDbContext(new DbContextOptionsBuilder<SqlServerSoffiDbContext>()
            .UseSoffiSqlServer("Server=nowhere;Database=Soffi", new Soffi.Data.DatabaseOptions()).Options)
        : new SqliteSoffiDbContext(new DbContextOptionsBuilder<SqliteSoffiDbContext>().UseSoffiSqlite("Data Source=nowhere.db").Options);
}
