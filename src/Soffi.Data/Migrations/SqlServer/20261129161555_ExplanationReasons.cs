using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExplanationReasons : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Explanations");

            migrationBuilder.DropColumn(
                name: "ReasonLabel",
                table: "Explanations");
        }
    }
}
