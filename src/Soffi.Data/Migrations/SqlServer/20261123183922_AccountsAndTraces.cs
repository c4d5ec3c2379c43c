using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AccountsAndTraces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CguAcceptances_UserId_CguVersionId",
                table: "CguAcceptances");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeletedAt",
                table: "Users",
                type: "datetimeoffset(6)",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ConfirmedAt",
                table: "Grants",
                type: "datetimeoffset(6)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "Grants",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SuspendedAt",
                table: "Grants",
                type: "datetimeoffset(6)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SuspendedFor",
                table: "Grants",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Summary",
                table: "CguVersions",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WithdrawnAt",
                table: "CguVersions",
                type: "datetimeoffset(6)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "CguAcceptances",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "OnBehalfOf",
                table: "AuditEntries",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccessReviews",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    CampaignId = table.Column<int>(type: "int", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessReviews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccessReviews_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AssistanceViews",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AgentName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssistanceViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AssistanceViews_Users_AgentId",
                        column: x => x.AgentId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AssistanceViews_Users_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BreachNotices",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Article = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Facts = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Serious = table.Column<bool>(type: "bit", nullable: false),
                    NotifiedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    NotifiedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ClosedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ClosingReason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreachNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BreachNotices_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CguDrafts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Summary = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Markdown = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    UpdatedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CguDrafts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntegrityChecks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Verified = table.Column<long>(type: "bigint", nullable: false),
                    Fault = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntegrityChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Failed = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "NavigationSegments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FirstTraceId = table.Column<long>(type: "bigint", nullable: false),
                    LastTraceId = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    LatestAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    PreviousDigest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LeavesSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Leaves = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    SealedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    PurgedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NavigationSegments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NavigationTraces",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Method = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Route = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NavigationTraces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutgoingMessages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    To = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    LastError = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    SentAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutgoingMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Restrictions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Permission = table.Column<int>(type: "int", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    LiftedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    LiftedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LiftReason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Restrictions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Restrictions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CguEndings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    By = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    BreachId = table.Column<int>(type: "int", nullable: true),
                    LiftedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    LiftedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LiftReason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CguEndings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CguEndings_BreachNotices_BreachId",
                        column: x => x.BreachId,
                        principalTable: "BreachNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CguEndings_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CguAcceptances_UserId_CguVersionId_Round",
                table: "CguAcceptances",
                columns: new[] { "UserId", "CguVersionId", "Round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccessReviews_CampaignId",
                table: "AccessReviews",
                column: "CampaignId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceViews_AgentId_EndsAt",
                table: "AssistanceViews",
                columns: new[] { "AgentId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceViews_PersonId",
                table: "AssistanceViews",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_BreachNotices_UserId",
                table: "BreachNotices",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_CguEndings_BreachId",
                table: "CguEndings",
                column: "BreachId");

            migrationBuilder.CreateIndex(
                name: "IX_CguEndings_UserId_At",
                table: "CguEndings",
                columns: new[] { "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_NavigationSegments_PreviousDigest",
                table: "NavigationSegments",
                column: "PreviousDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NavigationTraces_At",
                table: "NavigationTraces",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_NavigationTraces_UserId_At",
                table: "NavigationTraces",
                columns: new[] { "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingMessages_DueAt",
                table: "OutgoingMessages",
                column: "DueAt",
                filter: "SentAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingMessages_Key",
                table: "OutgoingMessages",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Restrictions_UserId",
                table: "Restrictions",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessReviews");

            migrationBuilder.DropTable(
                name: "AssistanceViews");

            migrationBuilder.DropTable(
                name: "CguDrafts");

            migrationBuilder.DropTable(
                name: "CguEndings");

            migrationBuilder.DropTable(
                name: "IntegrityChecks");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "NavigationSegments");

            migrationBuilder.DropTable(
                name: "NavigationTraces");

            migrationBuilder.DropTable(
                name: "OutgoingMessages");

            migrationBuilder.DropTable(
                name: "Restrictions");

            migrationBuilder.DropTable(
                name: "BreachNotices");

            migrationBuilder.DropIndex(
                name: "IX_CguAcceptances_UserId_CguVersionId_Round",
                table: "CguAcceptances");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ConfirmedAt",
                table: "Grants");

            migrationBuilder.DropColumn(
                name: "ConfirmedBy",
                table: "Grants");

            migrationBuilder.DropColumn(
                name: "SuspendedAt",
                table: "Grants");

            migrationBuilder.DropColumn(
                name: "SuspendedFor",
                table: "Grants");

            migrationBuilder.DropColumn(
                name: "Summary",
                table: "CguVersions");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "CguVersions");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "CguAcceptances");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                table: "AuditEntries");

            migrationBuilder.CreateIndex(
                name: "IX_CguAcceptances_UserId_CguVersionId",
                table: "CguAcceptances",
                columns: new[] { "UserId", "CguVersionId" },
                unique: true);
        }
    }
}
