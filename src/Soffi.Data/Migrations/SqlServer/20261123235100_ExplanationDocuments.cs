using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExplanationDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "DocumentId",
                table: "Explanations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Explanations_DocumentId",
                table: "Explanations",
                column: "DocumentId");

            migrationBuilder.AddForeignKey(
                name: "FK_Explanations_Documents_DocumentId",
                table: "Explanations",
                column: "DocumentId",
                principalTable: "Documents",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Explanations_Documents_DocumentId",
                table: "Explanations");

            migrationBuilder.DropIndex(
                name: "IX_Explanations_DocumentId",
                table: "Explanations");

            migrationBuilder.DropColumn(
                name: "DocumentId",
                table: "Explanations");
        }
    }
}
