using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PublishedSeries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PublishedSeries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Source = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Licence = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Basis = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Dimension = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ImportedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ImportedByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ImportedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    WithdrawnAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    WithdrawnReason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedSeries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeriesValues",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SeriesId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Member = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Label = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    IsProvisional = table.Column<bool>(type: "bit", nullable: false),
                    IsRevised = table.Column<bool>(type: "bit", nullable: false),
                    RecordedByName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeriesValues", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SeriesValues_PublishedSeries_SeriesId",
                        column: x => x.SeriesId,
                        principalTable: "PublishedSeries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedSeries_Code",
                table: "PublishedSeries",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeriesValues_SeriesId_Year_Month_Member_Version",
                table: "SeriesValues",
                columns: new[] { "SeriesId", "Year", "Month", "Member", "Version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SeriesValues");

            migrationBuilder.DropTable(
                name: "PublishedSeries");
        }
    }
}
