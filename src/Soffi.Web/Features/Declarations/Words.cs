using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Declarations;

/// <summary>The sentences that several pages of the statements share.</summary>
public static class Words
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« ESF 2025 ».</summary>
    public static string Name(Campaign campaign) =>
        string.Create(CultureInfo.InvariantCulture, $"{campaign.Kind.ToString().ToUpperInvariant()}\u00a0{campaign.Exercise}");

    /// <summary>« ESF 2025 – AKTO »; a section also says its family and its host: « ESF FAF 2025 – Section … (section de AFDAS) ».</summary>
    /// <param name="beside">Statements of sections stand beside it: its family tells them apart.</param>
    public static string Title(Campaign campaign, Operator body, string? hostName, bool beside = false)
    {
        var kind = campaign.Kind.ToString().ToUpperInvariant();
        var name = hostName is null && !beside
            ? Name(campaign)
            : string.Create(CultureInfo.InvariantCulture, $"{kind}\u00a0{body.Type.ToString().ToUpperInvariant()}\u00a0{campaign.Exercise}");
        return hostName is null ? $"{name} – {body.Name}" : $"{name} – {body.Name} (section de {hostName})";
    }

    public static string Of(Severity severity) => severity switch
    {
        Severity.Blocking => "Bloquant",
        Severity.ToExplain => "À justifier",
        _ => "Information",
    };

    public static string Of(CellSource source) => source switch
    {
        CellSource.Imported => "importée",
        CellSource.CarriedOver => "reprise, à confirmer",
        CellSource.Confirmed => "reprise et confirmée",
        CellSource.Pasted => "collée",
        _ => "saisie",
    };

    /// <summary>What taking over or confirming did: « 12 cellules vides remplies… ».</summary>
    public static string Of(EntryMove move, int cells, int lastYear) => (move, cells) switch
    {
        (EntryMove.TakeOver, 0) => $"Aucune cellule vide n’a de valeur en {lastYear}\u00a0: rien n’a été repris.",
        (EntryMove.TakeOver, _) => $"{Cells(cells)} {(cells > 1 ? "reprises" : "reprise")} de {lastYear}, à confirmer avant le dépôt.",
        (_, 0) => "Aucune valeur reprise n’était à confirmer.",
        _ => $"{Cells(cells)} {(cells > 1 ? "confirmées" : "confirmée")}.",
    };

    /// <summary>A value where it is read alone: « 1 234,50 € », « 12 contrats », « non renseigné », « sans objet ».</summary>
    public static string Value(FormCell cell, CellValue value) => value.Kind switch
    {
        CellKind.Blank => "non renseigné",
        CellKind.NotApplicable => "sans objet",
        CellKind.Unreadable => $"illisible\u00a0: {value.Text}",
        _ => CellFormatter.WithUnit(cell.Type, cell.Unit, value),
    };

    /// <summary>« 3 cellules », « 1 cellule », « aucune cellule ».</summary>
    public static string Count(int number, string one, string several) => number switch
    {
        0 => "0\u00a0" + one,
        1 => "1\u00a0" + one,
        _ => $"{number.ToString("N0", French)}\u00a0{several}",
    };

    public static string Cells(int number) => Count(number, "cellule", "cellules");

    /// <summary>« Échéance : 31 mai 2026 à 23 h 59 (heure de Paris), dans 27 jours » ; a late statement is said late.</summary>
    public static string Deadline(DateTimeOffset deadline, DateTimeOffset now)
    {
        var when = $"{ParisTime.DayAndHour(deadline)} (heure de Paris)";
        if (now > deadline)
        {
            var late = ParisTime.DaysBetween(deadline, now);
            return late == 0
                ? $"Échéance dépassée aujourd’hui\u00a0: {when}."
                : $"En retard de {Count(late, "jour", "jours")}\u00a0: l’échéance était le {when}.";
        }

        return ParisTime.DaysBetween(now, deadline) switch
        {
            0 => $"Échéance aujourd’hui\u00a0: {when}.",
            1 => $"Échéance demain\u00a0: {when}.",
            var days => $"Échéance\u00a0: {when}, dans {Count(days, "jour", "jours")}.",
        };
    }

    /// <summary>« à l’instant », « il y a 2 min », « il y a 3 h ».</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalMinutes: < 1 } => "à l’instant",
        { TotalHours: < 1 } span => $"il y a {(int)span.TotalMinutes}\u00a0min",
        var span => $"il y a {(int)span.TotalHours}\u00a0h",
    };

    /// <summary>Where a cadre stands.</summary>
    public static string Of(CadreProgress progress) => progress switch
    {
        { IsWithoutObject: true } => "sans objet",
        { Inputs: 0 } => "calculé",
        { IsComplete: true } => $"complet, {Cells(progress.Answered)}",
        { Answered: 0, Missing: "cadre vide" } => "à saisir",
        _ => progress.Missing,
    };

    /// <summary>« 2 pièces obligatoires sur 4 sont jointes. ».</summary>
    public static string Documents(DocumentChecklist list) => (list.Provided, list.Required) switch
    {
        (_, 0) => list.Files.Any() ? $"{Count(list.Files.Count(), "fichier joint", "fichiers joints")}, aucune pièce n’est obligatoire." : "Aucune pièce n’est obligatoire.",
        (var provided, var required) when provided == required => required == 1 ? "La pièce obligatoire est jointe." : $"Les {required} pièces obligatoires sont jointes.",
        (0, var required) => $"Aucune pièce obligatoire sur {required} n’est jointe.",
        (1, var required) => $"1\u00a0pièce obligatoire sur {required} est jointe.",
        (var provided, var required) => $"{provided}\u00a0pièces obligatoires sur {required} sont jointes.",
    };

    /// <summary>« 2 pièces sur 4 », for a link; null when the campaign asks for none.</summary>
    public static string? DocumentsInShort(DocumentChecklist list) =>
        list.Required > 0 ? $"{Count(list.Provided, "pièce", "pièces")} sur {list.Required}"
        : list.Items.Count > 0 ? Count(list.Files.Count(), "fichier", "fichiers") : null;

    /// <summary>What is left before submission, in words.</summary>
    public static string Left(FormProgress progress, SubmissionReadiness readiness)
    {
        var left = StatementLeft.Of(progress, readiness);
        return !left.Started ? "Rien n’est encore saisi."
            : left.IsReady ? "Tout est prêt\u00a0: il reste à certifier et déposer."
            : $"Il reste {string.Join(", ", left.Words)}.";
    }
}
