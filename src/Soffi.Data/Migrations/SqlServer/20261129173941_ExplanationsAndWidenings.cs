using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
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
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "NON-PRECISE");

            migrationBuilder.AddColumn<string>(
                name: "ReasonLabel",
                table: "Explanations",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: false,
                defaultValue: "Non précisé (avant la nomenclature des motifs)");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "DeclarationReopenings",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CorrectionWidenings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ReopeningId = table.Column<int>(type: "int", nullable: false),
                    Opened = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    ActorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ActorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReopeningId = table.Column<int>(type: "int", nullable: false),
                    Parts = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Documents = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    IsAccepted = table.Column<bool>(type: "bit", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
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
