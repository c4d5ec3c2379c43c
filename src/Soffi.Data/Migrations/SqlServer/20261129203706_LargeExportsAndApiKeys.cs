using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class LargeExportsAndApiKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApiKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SecretSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Contact = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Perimeter = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Families = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    LastUsedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    RevokedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    RevokedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    RevocationReason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StatExports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TableId = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Question = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Format = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Lines = table.Column<long>(type: "bigint", nullable: false),
                    ExpectedBytes = table.Column<long>(type: "bigint", nullable: false),
                    WrittenBytes = table.Column<long>(type: "bigint", nullable: false),
                    National = table.Column<bool>(type: "bit", nullable: false),
                    Regions = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OwnerName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    BeatAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    FileSize = table.Column<long>(type: "bigint", nullable: true),
                    FileSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ResultSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Fault = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatExports", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_PublicId",
                table: "ApiKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatExports_OwnerId",
                table: "StatExports",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_StatExports_State_AskedAt",
                table: "StatExports",
                columns: new[] { "State", "AskedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiKeys");

            migrationBuilder.DropTable(
                name: "StatExports");
        }
    }
}
