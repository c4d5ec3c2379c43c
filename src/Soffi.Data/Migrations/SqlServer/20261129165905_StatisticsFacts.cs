using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class StatisticsFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StatCellMembers",
                columns: table => new
                {
                    Axis = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CellId = table.Column<long>(type: "bigint", nullable: false),
                    Member = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatCellMembers", x => new { x.Axis, x.CellId });
                });

            migrationBuilder.CreateTable(
                name: "StatFacts",
                columns: table => new
                {
                    Exercise = table.Column<int>(type: "int", nullable: false),
                    CellId = table.Column<long>(type: "bigint", nullable: false),
                    SubmissionNo = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatFacts", x => new { x.Exercise, x.CellId, x.SubmissionNo });
                });

            migrationBuilder.CreateTable(
                name: "StatSubmissions",
                columns: table => new
                {
                    No = table.Column<long>(type: "bigint", nullable: false),
                    SubmissionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OperatorId = table.Column<int>(type: "int", nullable: false),
                    Type = table.Column<int>(type: "int", nullable: false),
                    RegionCode = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Exercise = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    IsAccepted = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatSubmissions", x => x.No);
                    table.ForeignKey(
                        name: "FK_StatSubmissions_Operators_OperatorId",
                        column: x => x.OperatorId,
                        principalTable: "Operators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StatSubmissions_Submissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "Submissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatSubmissions_DeclarationId",
                table: "StatSubmissions",
                column: "DeclarationId");

            migrationBuilder.CreateIndex(
                name: "IX_StatSubmissions_OperatorId",
                table: "StatSubmissions",
                column: "OperatorId");

            migrationBuilder.CreateIndex(
                name: "IX_StatSubmissions_SubmissionId",
                table: "StatSubmissions",
                column: "SubmissionId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StatCellMembers");

            migrationBuilder.DropTable(
                name: "StatFacts");

            migrationBuilder.DropTable(
                name: "StatSubmissions");
        }
    }
}
