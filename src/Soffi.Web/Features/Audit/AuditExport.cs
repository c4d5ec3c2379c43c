using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Audit;

/// <summary>Writes the lines of a search for a French spreadsheet: semicolons, UTF-8 with its mark, no cell that is a formula.</summary>
public sealed class AuditExport(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    private static readonly CsvConfiguration Format = new(CultureInfo.GetCultureInfo("fr-FR"))
    {
        Delimiter = ";",
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>Notes who exported what, before anything leaves.</summary>
    public Task Note(AuditSearch search, Actor actor, CancellationToken cancellation) => Note(AuditAction.JournalExported, "journal", search, actor, cancellation);

    /// <summary>Notes who read the navigation of whom.</summary>
    public Task NoteNavigation(AuditSearch search, Actor actor, CancellationToken cancellation) =>
        Note(AuditAction.NavigationRead, "navigation", search, actor, cancellation);

    /// <summary>One line an entry, the oldest first, one batch after the other.</summary>
    public async Task Write(AuditFilter filter, Stream to, CancellationToken cancellation)
    {
        var names = await database.Operators.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, cancellation);
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Format);
        foreach (var header in (string[])["Numéro", "Instant (UTC)", "Date (heure de Paris)", "Personne", "Pour le compte de", "Action", "Type d’objet", "Identifiant", "Opérateur", "Détails", "Résultat"])
        {
            csv.WriteField(header);
        }

        await csv.NextRecordAsync();
        await foreach (var entry in trail.All(filter, cancellation))
        {
            csv.WriteField(entry.Id);
            csv.WriteField(entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            csv.WriteField(ParisTime.Of(entry.At).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture));
            csv.WriteField(entry.ActorName);
            csv.WriteField(entry.OnBehalfOf);
            csv.WriteField(AuditWords.Of(entry.Action));
            csv.WriteField(entry.ObjectType);
            csv.WriteField(entry.ObjectId);
            csv.WriteField(entry.OperatorId is { } body ? names.GetValueOrDefault(body) : null);
            csv.WriteField(AuditWords.Details(entry.DetailsJson));
            csv.WriteField(entry.Result);
            await csv.NextRecordAsync();
        }
    }

    private Task Note(string action, string type, AuditSearch search, Actor actor, CancellationToken cancellation)
    {
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, type, "", null,
            JsonSerializer.Serialize(new
            {
                du = search.Du,
                au = search.Au,
                personne = search.Personne,
                action = search.Action,
                operateur = search.Operateur,
                objet = search.Objet,
                identifiant = search.Identifiant,
                mots = search.Mots,
                resultat = search.Resultat,
            })));
        return database.SaveChangesAsync(cancellation);
    }
}

/// <summary>The file, written as it is read.</summary>
public sealed class AuditFileResult(AuditExport export, AuditFilter filter, string name) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={name}";
        await export.Write(filter, response.Body, context.HttpContext.RequestAborted);
    }
}
