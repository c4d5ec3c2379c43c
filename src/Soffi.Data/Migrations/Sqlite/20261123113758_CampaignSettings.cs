using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CampaignSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "HostId",
                table: "Operators",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CorrectedNumber",
                table: "Declarations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CorrectionsSince",
                table: "Campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OpeningDecided",
                table: "Campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "CampaignDeadlines",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CampaignId = table.Column<int>(type: "INTEGER", nullable: false),
                    OperatorType = table.Column<int>(type: "INTEGER", nullable: false),
                    Deadline = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignDeadlines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CampaignDeadlines_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "CampaignExtensions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CampaignId = table.Column<int>(type: "INTEGER", nullable: false),
                    OperatorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Deadline = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    GrantedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    GrantedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignExtensions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CampaignExtensions_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CampaignExtensions_Operators_OperatorId",
                        column: x => x.OperatorId,
                        principalTable: "Operators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CampaignObligations",
                columns: table => new
                {
                    CampaignId = table.Column<int>(type: "INTEGER", nullable: false),
                    OperatorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Owes = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignObligations", x => new { x.CampaignId, x.OperatorId });
                    table.ForeignKey(
                        name: "FK_CampaignObligations_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_CampaignObligations_Operators_OperatorId",
                        column: x => x.OperatorId,
                        principalTable: "Operators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeclarationReopenings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DeclarationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeclarationReopenings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeclarationReopenings_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            // Campaigns that stood before: the ESF is owed by all, the CSA by the OPCO.
            migrationBuilder.Sql(
                "INSERT INTO CampaignObligations (CampaignId, OperatorId, Owes, Reason, Note, DecidedBy, DecidedAt) "
                + "SELECT c.Id, o.Id, CASE WHEN c.Kind = 1 OR o.Type = 1 THEN 1 ELSE 0 END, 1, '', 'système', c.OpensAt "
                + "FROM Campaigns c CROSS JOIN Operators o;");

            migrationBuilder.CreateIndex(
                name: "IX_Operators_HostId",
                table: "Operators",
                column: "HostId");

            migrationBuilder.CreateIndex(
                name: "IX_CampaignDeadlines_CampaignId_OperatorType",
                table: "CampaignDeadlines",
                columns: new[] { "CampaignId", "OperatorType" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CampaignExtensions_CampaignId_OperatorId",
                table: "CampaignExtensions",
                columns: new[] { "CampaignId", "OperatorId" },
                unique: true,
                filter: "EndedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CampaignExtensions_OperatorId",
                table: "CampaignExtensions",
                column: "OperatorId");

            migrationBuilder.CreateIndex(
                name: "IX_CampaignObligations_OperatorId",
                table: "CampaignObligations",
                column: "OperatorId");

            migrationBuilder.CreateIndex(
                name: "IX_DeclarationReopenings_DeclarationId_Number",
                table: "DeclarationReopenings",
                columns: new[] { "DeclarationId", "Number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Operators_Operators_HostId",
                table: "Operators",
                column: "HostId",
                principalTable: "Operators",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Operators_Operators_HostId",
                table: "Operators");

            migrationBuilder.DropTable(
                name: "CampaignDeadlines");

            migrationBuilder.DropTable(
                name: "CampaignExtensions");

            migrationBuilder.DropTable(
                name: "CampaignObligations");

            migrationBuilder.DropTable(
                name: "DeclarationReopenings");

            migrationBuilder.DropIndex(
                name: "IX_Operators_HostId",
                table: "Operators");

            migrationBuilder.DropColumn(
                name: "HostId",
                table: "Operators");

            migrationBuilder.DropColumn(
                name: "CorrectedNumber",
                table: "Declarations");

            migrationBuilder.DropColumn(
                name: "CorrectionsSince",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "OpeningDecided",
                table: "Campaigns");
        }
    }
}
