using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CrossControls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CompanyLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Exercise = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Companies = table.Column<int>(type: "int", nullable: false),
                    Duplicates = table.Column<int>(type: "int", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    RecordedByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyLists", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReferenceFigures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Exercise = table.Column<int>(type: "int", nullable: false),
                    OperatorCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    SourceDate = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    RecordedByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferenceFigures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CompanyListOperators",
                columns: table => new
                {
                    ListId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OperatorCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Companies = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyListOperators", x => new { x.ListId, x.OperatorCode });
                    table.ForeignKey(
                        name: "FK_CompanyListOperators_CompanyLists_ListId",
                        column: x => x.ListId,
                        principalTable: "CompanyLists",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CompanyOverlaps",
                columns: table => new
                {
                    ListId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Siren = table.Column<string>(type: "nvarchar(9)", maxLength: 9, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OperatorCodes = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyOverlaps", x => new { x.ListId, x.Siren });
                    table.ForeignKey(
                        name: "FK_CompanyOverlaps_CompanyLists_ListId",
                        column: x => x.ListId,
                        principalTable: "CompanyLists",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CompanyLists_Exercise_Number",
                table: "CompanyLists",
                columns: new[] { "Exercise", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReferenceFigures_Exercise_Code_OperatorCode_Version",
                table: "ReferenceFigures",
                columns: new[] { "Exercise", "Code", "OperatorCode", "Version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CompanyListOperators");

            migrationBuilder.DropTable(
                name: "CompanyOverlaps");

            migrationBuilder.DropTable(
                name: "ReferenceFigures");

            migrationBuilder.DropTable(
                name: "CompanyLists");
        }
    }
}
