using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExplanationsAndWidenings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Explanations",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "NON-PRECISE");

            migrationBuilder.AddColumn<string>(
                name: "ReasonLabel",
                table: "Explanations",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "Non précisé (avant la nomenclature des motifs)");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "DeclarationReopenings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CorrectionWidenings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ReopeningId = table.Column<int>(type: "INTEGER", nullable: false),
                    Opened = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CorrectionWidenings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CorrectionWidenings_DeclarationReopenings_ReopeningId",
                        column: x => x.ReopeningId,
                        principalTable: "DeclarationReopenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WideningAsks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReopeningId = table.Column<int>(type: "INTEGER", nullable: false),
                    Parts = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Documents = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    IsAccepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WideningAsks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WideningAsks_DeclarationReopenings_ReopeningId",
                        column: x => x.ReopeningId,
                        principalTable: "DeclarationReopenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionWidenings_ReopeningId",
                table: "CorrectionWidenings",
                column: "ReopeningId");

            migrationBuilder.CreateIndex(
                name: "IX_WideningAsks_ReopeningId",
                table: "WideningAsks",
                column: "ReopeningId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CorrectionWidenings");

            migrationBuilder.DropTable(
                name: "WideningAsks");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Explanations");

            migrationBuilder.DropColumn(
                name: "ReasonLabel",
                table: "Explanations");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "DeclarationReopenings");
        }
    }
}
