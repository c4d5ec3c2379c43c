using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.Sqlite
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cadre = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
