using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CadresWithoutObject : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CadresWithoutObject",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Cadre = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CadresWithoutObject", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CadresWithoutObject_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_CadresWithoutObject_DeclarationId_Cadre",
                table: "CadresWithoutObject",
                columns: new[] { "DeclarationId", "Cadre" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CadresWithoutObject");
        }
    }
}
