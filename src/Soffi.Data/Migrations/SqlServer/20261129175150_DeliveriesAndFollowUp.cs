using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Soffi.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DeliveriesAndFollowUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RemindersOffBy",
                table: "Campaigns",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemindersOffReason",
                table: "Campaigns",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemindersOffSince",
                table: "Campaigns",
                type: "datetimeoffset(6)",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubmissionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OperatorId = table.Column<int>(type: "int", nullable: false),
                    Recipient = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecipientName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LegalBasis = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Copy = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    OrderedById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    OrderedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Fault = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    CancelledBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    CancelledAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    HandedOverAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    BundleSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deliveries_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Deliveries_Operators_OperatorId",
                        column: x => x.OperatorId,
                        principalTable: "Operators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Deliveries_Submissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "Submissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FormalNotices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OperatorId = table.Column<int>(type: "int", nullable: false),
                    CampaignId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    Proposal = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    ProposedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ProposedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    PreparedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    PreparedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    IssuedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    IssuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ReceivedHow = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: true),
                    ClosedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ClosingText = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormalNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FormalNotices_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FormalNotices_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FormalNotices_Operators_OperatorId",
                        column: x => x.OperatorId,
                        principalTable: "Operators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OutgoingAttachments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    MessageId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Bytes = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutgoingAttachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OutgoingAttachments_OutgoingMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "OutgoingMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecipientAddresses",
                columns: table => new
                {
                    Recipient = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecipientAddresses", x => x.Recipient);
                });

            migrationBuilder.CreateTable(
                name: "Reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Offset = table.Column<int>(type: "int", nullable: true),
                    Deadline = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    Missing = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Recipients = table.Column<int>(type: "int", nullable: false),
                    ActorId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ActorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reminders_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StatementProgress",
                columns: table => new
                {
                    DeclarationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    Stamp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Started = table.Column<bool>(type: "bit", nullable: false),
                    Cadres = table.Column<int>(type: "int", nullable: false),
                    Complete = table.Column<int>(type: "int", nullable: false),
                    Percent = table.Column<int>(type: "int", nullable: false),
                    Empty = table.Column<int>(type: "int", nullable: false),
                    Required = table.Column<int>(type: "int", nullable: false),
                    Unreadable = table.Column<int>(type: "int", nullable: false),
                    Documents = table.Column<int>(type: "int", nullable: false),
                    Blocking = table.Column<int>(type: "int", nullable: false),
                    Unexplained = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementProgress", x => x.DeclarationId);
                    table.ForeignKey(
                        name: "FK_StatementProgress_Declarations_DeclarationId",
                        column: x => x.DeclarationId,
                        principalTable: "Declarations",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "NoticeFiles",
                columns: table => new
                {
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Pdf = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeFiles", x => x.NoticeId);
                    table.ForeignKey(
                        name: "FK_NoticeFiles_FormalNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "FormalNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticeObservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AuthorName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset(6)", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(150)", maxLength: 150, nullable: true),
                    Format = table.Column<int>(type: "int", nullable: true),
                    Size = table.Column<int>(type: "int", nullable: true),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ContentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Scanned = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeObservations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NoticeObservations_DocumentContents_ContentId",
                        column: x => x.ContentId,
                        principalTable: "DocumentContents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NoticeObservations_FormalNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "FormalNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_DeclarationId",
                table: "Deliveries",
                column: "DeclarationId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_OperatorId",
                table: "Deliveries",
                column: "OperatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_DueAt",
                table: "Deliveries",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_SubmissionId_Recipient_Copy",
                table: "Deliveries",
                columns: new[] { "SubmissionId", "Recipient", "Copy" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FormalNotices_CampaignId",
                table: "FormalNotices",
                column: "CampaignId");

            migrationBuilder.CreateIndex(
                name: "IX_FormalNotices_DeclarationId",
                table: "FormalNotices",
                column: "DeclarationId",
                unique: true,
                filter: "ClosedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FormalNotices_Number",
                table: "FormalNotices",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FormalNotices_OperatorId",
                table: "FormalNotices",
                column: "OperatorId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeObservations_ContentId",
                table: "NoticeObservations",
                column: "ContentId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeObservations_NoticeId",
                table: "NoticeObservations",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingAttachments_MessageId",
                table: "OutgoingAttachments",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_DeclarationId_Key",
                table: "Reminders",
                columns: new[] { "DeclarationId", "Key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "NoticeFiles");

            migrationBuilder.DropTable(
                name: "NoticeObservations");

            migrationBuilder.DropTable(
                name: "OutgoingAttachments");

            migrationBuilder.DropTable(
                name: "RecipientAddresses");

            migrationBuilder.DropTable(
                name: "Reminders");

            migrationBuilder.DropTable(
                name: "StatementProgress");

            migrationBuilder.DropTable(
                name: "FormalNotices");

            migrationBuilder.DropColumn(
                name: "RemindersOffBy",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "RemindersOffReason",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "RemindersOffSince",
                table: "Campaigns");
        }
    }
}
