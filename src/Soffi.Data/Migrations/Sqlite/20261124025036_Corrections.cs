using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Corrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "DeclarationReopenings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsWhole",
                table: "DeclarationReopenings",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "OpensDocuments",
                table: "DeclarationReopenings",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Reasons",
                table: "DeclarationReopenings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ReopenedParts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ReopeningId = table.Column<int>(type: "INTEGER", nullable: false),
                    Table = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Row = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    Column = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReopenedParts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReopenedParts_DeclarationReopenings_ReopeningId",
                        column: x => x.ReopeningId,
                        principalTable: "DeclarationReopenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReopenedParts_ReopeningId",
                table: "ReopenedParts",
                column: "ReopeningId");

            // Statements under correction had the status of those never submitted: « corrections demandées » is their own.
            migrationBuilder.Sql("UPDATE Declarations SET Status = 6 WHERE Status = 2 AND CorrectedNumber IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE Declarations SET Status = 2 WHERE Status = 6");
            migrationBuilder.DropTable(
                name: "ReopenedParts");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "DeclarationReopenings");

            migrationBuilder.DropColumn(
                name: "IsWhole",
                table: "DeclarationReopenings");

            migrationBuilder.DropColumn(
                name: "OpensDocuments",
                table: "DeclarationReopenings");

            migrationBuilder.DropColumn(
                name: "Reasons",
                table: "DeclarationReopenings");
        }
    }
}
