using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Soffi.Data.Engines;

/// <summary>
/// Creates the tables of cells and of facts WITHOUT ROWID on SQLite: rows lie in the order of their primary key, as in a clustered
/// SQL Server table, and a cell takes 32 bytes instead of 53 (measured).
/// </summary>
internal sealed class WithoutRowId(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private static readonly string[] Tables = ["DeclarationCells", "SubmissionCells", "StatFacts", "StatCellMembers"];

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!Tables.Contains(operation.Name))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.AppendLine(" WITHOUT ROWID;");
        if (terminate)
        {
            builder.EndCommand();
        }
    }
}
