using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Access;

/// <summary>How many lines of each kind the service keeps about a person.</summary>
public sealed record MyDataViewModel(ReceivedIdentity Identity, IReadOnlyList<(string What, int Count, string Kept)> Kinds);

/// <summary>All that the service keeps about a person, for them alone (CGU articles 72 and 76; RGPD, articles 15 and 20).</summary>
public sealed class MyDataQueries(SoffiDbContext database, AccessQueries access)
{
    public async Task<MyDataViewModel> Of(Guid userId, CancellationToken cancellation)
    {
        var mine = await access.Of(userId, cancellation);
        return new MyDataViewModel(mine.Identity,
        [
            ("Accès, en cours ou terminés", mine.Active.Count + mine.Ended.Count, "tant que votre compte est ouvert"),
            ("Demandes d’accès", await database.AccessRequests.CountAsync(r => r.UserId == userId, cancellation), "tant que votre compte est ouvert"),
            ("Acceptations des conditions d’utilisation", await database.CguAcceptances.CountAsync(a => a.UserId == userId, cancellation), "comme preuves, sans limite d’un an"),
            ("Manquements notifiés", await database.BreachNotices.CountAsync(b => b.UserId == userId, cancellation), "comme preuves"),
            ("Interdictions", await database.Restrictions.CountAsync(r => r.UserId == userId, cancellation), "comme preuves"),
            ("Actions inscrites au journal", await database.Set<AuditEntry>().CountAsync(e => e.ActorId == userId, cancellation), "comme preuves"),
            ("Messages écrits dans les conversations des cellules", await database.CellMessages.CountAsync(m => m.AuthorId == userId, cancellation), "avec la déclaration"),
            ("Résultats statistiques figés", await database.FrozenResults.CountAsync(f => f.AuthorId == userId, cancellation), "comme preuves"),
            ("Requêtes statistiques enregistrées", await database.SavedQueries.CountAsync(q => q.OwnerId == userId, cancellation), "jusqu’à leur suppression"),
            ("Exports de statistiques", await database.StatExports.CountAsync(e => e.OwnerId == userId, cancellation), "quelques jours"),
            ("Traces de navigation", await database.NavigationTraces.CountAsync(t => t.UserId == userId, cancellation), "un an"),
            ("Sessions ouvertes", await database.UserSessions.CountAsync(s => s.UserId == userId, cancellation), "jusqu’à leur fin"),
            ("Messages envoyés", await Messages(mine.Identity.Email).CountAsync(cancellation), "comme preuves"),
        ]);
    }

    /// <summary>The same, whole, as indented JSON in UTF-8.</summary>
    public async Task<byte[]> File(Guid userId, CancellationToken cancellation)
    {
        var mine = await access.Of(userId, cancellation);
        var requests = await database.AccessRequests.AsNoTracking().Where(r => r.UserId == userId).OrderBy(r => r.Id).ToListAsync(cancellation);
        var acceptances = await database.CguAcceptances.AsNoTracking().Where(a => a.UserId == userId).OrderBy(a => a.Id).ToListAsync(cancellation);
        var endings = await database.CguEndings.AsNoTracking().Where(e => e.UserId == userId).OrderBy(e => e.Id).ToListAsync(cancellation);
        var breaches = await database.BreachNotices.AsNoTracking().Where(b => b.UserId == userId).OrderBy(b => b.Id).ToListAsync(cancellation);
        var restrictions = await database.Restrictions.AsNoTracking().Where(r => r.UserId == userId).OrderBy(r => r.Id).ToListAsync(cancellation);
        var entries = await database.Set<AuditEntry>().AsNoTracking().Where(e => e.ActorId == userId).OrderBy(e => e.Id).ToListAsync(cancellation);
        var traces = await database.NavigationTraces.AsNoTracking().Where(t => t.UserId == userId).OrderBy(t => t.Id).ToListAsync(cancellation);
        var messages = await Messages(mine.Identity.Email).OrderBy(m => m.Id).ToListAsync(cancellation);
        var written = await database.CellMessages.AsNoTracking().Where(m => m.AuthorId == userId).OrderBy(m => m.Id).ToListAsync(cancellation);
        var frozen = await database.FrozenResults.AsNoTracking().Where(f => f.AuthorId == userId).OrderBy(f => f.Id)
            .Select(f => new { f.Code, f.Title, f.Note, f.Sha256, f.FrozenAt, f.WithdrawnAt }).ToListAsync(cancellation);
        var exports = await database.StatExports.AsNoTracking().Where(e => e.OwnerId == userId).OrderBy(e => e.AskedAt)
            .Select(e => new { e.Title, e.Format, e.AskedAt, e.ExpiresAt, e.FileSha256 }).ToListAsync(cancellation);
        var queries = await database.SavedQueries.AsNoTracking().Where(q => q.OwnerId == userId).OrderBy(q => q.Id).ToListAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                identite = new
                {
                    nom = mine.Identity.Name,
                    adresse = mine.Identity.Email,
                    emetteur = mine.Identity.Issuer,
                    sujet = mine.Identity.Subject,
                    premiereConnexion = mine.Identity.FirstSignIn,
                    derniereConnexion = mine.Identity.LastSignIn,
                },
                acces = mine.Active.Concat(mine.Ended).Select(g => new { profil = RoleWords.Of(g.Role), perimetre = g.Perimeter, depuis = g.GrantedAt, fin = g.ExpiresAt, termine = g.Ended }),
                demandes = requests.Select(r => new { profil = RoleWords.Of(r.Role), perimetre = r.Perimeter, motif = r.Reason, le = r.CreatedAt, etat = r.State.ToString(), decision = r.DecisionReason, par = r.DecidedBy, decideeLe = r.DecidedAt }),
                acceptations = acceptances.Select(a => new { version = a.Number, sha256 = a.Sha256, le = a.AcceptedAt }),
                finsDeLAccord = endings.Select(e => new { nature = e.Kind.ToString(), motif = e.Reason, par = e.By, le = e.At, leveeLe = e.LiftedAt }),
                manquements = breaches.Select(b => new { article = b.Article, faits = b.Facts, le = b.NotifiedAt, par = b.NotifiedBy, reponse = b.Answer, etat = b.State.ToString(), motif = b.ClosingReason }),
                interdictions = restrictions.Select(r => new { quoi = r.Permission?.ToString() ?? "tout le service", motif = r.Reason, par = r.DecidedBy, le = r.DecidedAt, fin = r.EndsAt, leveeLe = r.LiftedAt }),
                journal = entries.Select(e => new { le = e.At, action = e.Action, objet = e.ObjectType, identifiant = e.ObjectId, details = e.DetailsJson, resultat = e.Result, pour = e.OnBehalfOf }),
                navigation = traces.Select(t => new { le = t.At, verbe = t.Method, page = t.Route, reponse = t.Status }),
                conversations = written.Select(m => new { fil = m.ThreadId, nature = m.Kind.ToString(), texte = m.Text, le = m.At, retireLe = m.WithdrawnAt }),
                resultatsFiges = frozen.Select(f => new { code = f.Code, titre = f.Title, note = f.Note, sha256 = f.Sha256, le = f.FrozenAt, retireLe = f.WithdrawnAt }),
                requetes = queries.Select(q => new { nom = q.Name, note = q.Note, question = q.Question, partage = q.Sharing.ToString(), le = q.CreatedAt, modifieeLe = q.UpdatedAt }),
                exportsDeStatistiques = exports.Select(e => new { titre = e.Title, format = e.Format, le = e.AskedAt, effaceLe = e.ExpiresAt, sha256 = e.FileSha256 }),
                messages = messages.Select(m => new { objet = m.Subject, texte = m.Body, ecritLe = m.CreatedAt, envoyeLe = m.SentAt }),
            },
            Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IQueryable<Data.Rows.OutgoingMessage> Messages(string email) => database.OutgoingMessages.AsNoTracking().Where(m => m.To == email);
}
