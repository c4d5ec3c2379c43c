using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.FollowUp;

/// <summary>The lines of the follow-up as a file for a spreadsheet; who took it is a line of the journal.</summary>
public sealed class FollowUpExport(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    private static readonly CsvConfiguration Format = new(CultureInfo.GetCultureInfo("fr-FR")) { Delimiter = ";", InjectionOptions = InjectionOptions.Escape };

    /// <summary>The columns, once for both files: a text, a whole number or an instant.</summary>
    private static readonly (string Title, Func<FollowUpRow, object?> Value)[] Columns =
    [
        ("Organisme", r => r.Name), ("Code", r => r.Statement.Body.Code), ("Type", r => CampaignWords.Family(r.Statement.Body.Type)), ("Déclaration", r => r.Campaign),
        ("État", r => r.Status), ("Cadres complets", r => r.Left?.Complete), ("Cadres", r => r.Left?.Cadres), ("Avancement (%)", r => r.Left?.Percent),
        ("Constats bloquants", r => r.Left?.Blocking), ("Constats à justifier", r => r.Left?.Unexplained), ("Pièces manquantes", r => r.Left?.Documents),
        ("Dernière activité", r => r.Statement.ActivityAt), ("Jours sans activité", r => r.Idle), ("Échéance", r => r.Statement.Deadline), ("Situation", r => r.Punctuality),
        ("Délai accordé jusqu’au", r => r.Extension?.Deadline), ("Première date de dépôt", r => r.Statement.FirstSubmittedAt), ("Rappels", r => r.Reminders.Count),
        ("Dernier rappel", r => r.Reminders.Count == 0 ? null : r.Reminders[^1].At), ("Courriels non remis", r => r.Undelivered),
        ("Mise en demeure", r => r.Notice?.Number), ("Réponse attendue le", r => r.Notice?.DueAt),
    ];

    public async Task<(byte[] Content, string Type, string Name)> Make(FollowUpViewModel page, bool csv, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        trail.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.FollowUpExported, "suivi", page.Filter.Exercise?.ToString(CultureInfo.InvariantCulture) ?? "", null,
            JsonSerializer.Serialize(new { choix = page.Filter.Query(), lignes = page.Rows.Count, format = csv ? "csv" : "xlsx" })));
        await database.SaveChangesAsync(cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"suivi-{page.Filter.Exercise}-{ParisTime.Of(now):yyyyMMdd-HHmm}");
        return csv ? (Csv(page.Rows), "text/csv; charset=utf-8", $"{name}.csv") : (Xlsx(page, now), WorkbookFile.ContentType, $"{name}.xlsx");
    }

    private static byte[] Csv(IReadOnlyList<FollowUpRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, Format))
        {
            foreach (var (title, _) in Columns)
            {
                csv.WriteField(title);
            }

            csv.NextRecord();
            foreach (var row in rows)
            {
                foreach (var (_, value) in Columns)
                {
                    csv.WriteField(value(row) is DateTimeOffset at ? ParisTime.Of(at).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture) : value(row)?.ToString());
                }

                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Xlsx(FollowUpViewModel page, DateTimeOffset now)
    {
        var title = $"Suivi de l’exercice {page.Filter.Exercise}, le {ParisTime.DayAndHour(now)} (heure de Paris)";
        using var workbook = WorkbookFile.Create(title);
        var sheet = workbook.Worksheets.Add("Suivi");
        sheet.Cell(1, 1).WriteText(title).Style.Font.Bold = true;
        for (var column = 0; column < Columns.Length; column++)
        {
            sheet.Cell(2, column + 1).WriteText(Columns[column].Title).Style.Font.Bold = true;
            sheet.Column(column + 1).Width = column == 0 ? 40 : 20;
            for (var row = 0; row < page.Rows.Count; row++)
            {
                var cell = sheet.Cell(row + 3, column + 1);
                switch (Columns[column].Value(page.Rows[row]))
                {
                    case int number:
                        cell.WriteNumber(number, 0);
                        break;
                    case DateTimeOffset at:
                        cell.WriteInstant(ParisTime.Of(at));
                        break;
                    case string text:
                        cell.WriteText(text);
                        break;
                }
            }
        }

        sheet.SheetView.FreezeRows(2);
        return workbook.ToBytes();
    }
}
