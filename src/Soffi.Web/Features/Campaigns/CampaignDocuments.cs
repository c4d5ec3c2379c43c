using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A document to ask, as typed.</summary>
public sealed class DocumentForm
{
    /// <summary>Formats that a file may have (those the reception of documents knows).</summary>
    public static IReadOnlyList<string> KnownFormats { get; } = ["pdf", "docx", "odt", "xlsx", "ods", "csv"];

    public string? Type { get; set; }

    public string? Code { get; set; }

    public string? Label { get; set; }

    public string? LegalBasis { get; set; }

    public string? Need { get; set; }

    /// <summary>Extensions, with or without dot, between spaces or commas.</summary>
    public string? Formats { get; set; }

    public OperatorType? OfType => Enum.TryParse<OperatorType>(Type, out var type) && Enum.IsDefined(type) ? type : null;

    public DocumentNeed? OfNeed => Enum.TryParse<DocumentNeed>(Need, out var need) && Enum.IsDefined(need) ? need : null;

    public IReadOnlyList<string> Extensions =>
        [.. (Formats ?? "").ToLowerInvariant().Split([' ', ',', ';', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).Select(f => f.TrimStart('.')).Distinct()];

    public static DocumentForm Of(DocumentLine line) => new()
    {
        Type = line.Type.ToString(),
        Code = line.Code,
        Label = line.Label,
        LegalBasis = line.LegalBasis,
        Need = line.Need.ToString(),
        Formats = string.Join(", ", line.Formats),
    };

    /// <summary>The faults by field.</summary>
    /// <param name="standing">The document changed, whose type and code stay; null for a new one.</param>
    public Dictionary<string, string> Faults(DocumentsViewModel page, DocumentLine? standing)
    {
        var faults = new Dictionary<string, string>();
        Refuse(nameof(Label), string.IsNullOrWhiteSpace(Label) || Label.Trim().Length > CampaignDocument.LongestLabel, $"Saisissez l’intitulé de la pièce, {CampaignDocument.LongestLabel}\u00a0caractères au plus.");
        Refuse(nameof(LegalBasis), LegalBasis?.Trim().Length > CampaignDocument.LongestLegalBasis, $"Le fondement ne peut pas dépasser {CampaignDocument.LongestLegalBasis}\u00a0caractères.");
        Refuse(nameof(Need), OfNeed is null, "Choisissez quand la pièce est demandée.");
        Refuse(nameof(Formats), Extensions.Count == 0 || Extensions.Any(f => !KnownFormats.Contains(f)), $"Saisissez un ou plusieurs formats parmi {string.Join(", ", KnownFormats)}.");
        if (standing is null)
        {
            Refuse(nameof(Type), OfType is null, "Choisissez un type d’opérateur.");
            Refuse(nameof(Code), !IsCode(Code), $"Saisissez un code de {CampaignDocument.LongestCode}\u00a0lettres majuscules ou chiffres au plus, par exemple CAC.");
            Refuse(nameof(Code), page.Lines.Any(l => l.Type == OfType && l.Code == Code), "Ce type d’opérateur a déjà une pièce de ce code\u00a0: choisissez-en un autre.");
        }

        return faults;

        void Refuse(string field, bool wrong, string sentence)
        {
            if (wrong)
            {
                faults.TryAdd(field, sentence);
            }
        }
    }

    private static bool IsCode(string? code) =>
        code is { Length: > 0 and <= CampaignDocument.LongestCode } && code.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9');
}

/// <summary>One document asked.</summary>
public sealed record DocumentLine(
    int Id, OperatorType Type, string Code, string Label, string LegalBasis, DocumentNeed Need, IReadOnlyList<string> Formats);

public sealed record DocumentsViewModel(CampaignHead Campaign, IReadOnlyList<DocumentLine> Lines)
{
    public DocumentForm Form { get; init; } = new();
}

/// <summary>One document to change.</summary>
public sealed record DocumentViewModel(CampaignHead Campaign, DocumentLine Line, DocumentForm Form);

/// <summary>Changes the documents a campaign asks, with the journal in the same transaction.</summary>
public sealed class DocumentRegister(SoffiDbContext database, CampaignTrail trail)
{
    public async Task Add(int campaignId, DocumentForm form, Actor actor, CancellationToken cancellation)
    {
        var campaign = await database.Campaigns.SingleAsync(c => c.Id == campaignId, cancellation);
        var document = new CampaignDocument(
            form.OfType!.Value, form.Code!, form.Label!.Trim(), form.LegalBasis?.Trim() ?? "", form.OfNeed!.Value, form.Extensions);
        campaign.Add(document);
        trail.Add(campaign, actor, AuditAction.DocumentsChanged, new { type = Family(document), ajout = document.Code, apres = Words(document) });
        await database.SaveChangesAsync(cancellation);
    }

    public async Task Change(int campaignId, int documentId, DocumentForm form, Actor actor, CancellationToken cancellation)
    {
        var (campaign, document) = await Find(campaignId, documentId, cancellation);
        var before = Words(document);
        document.Change(form.Label!.Trim(), form.LegalBasis?.Trim() ?? "", form.OfNeed!.Value, form.Extensions);
        trail.Add(campaign, actor, AuditAction.DocumentsChanged, new { type = Family(document), piece = document.Code, avant = before, apres = Words(document) });
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>What was joined for it stays joined, and is shown apart.</summary>
    public async Task Remove(int campaignId, int documentId, Actor actor, CancellationToken cancellation)
    {
        var (campaign, document) = await Find(campaignId, documentId, cancellation);
        database.CampaignDocuments.Remove(document);
        trail.Add(campaign, actor, AuditAction.DocumentsChanged, new { type = Family(document), retrait = document.Code, avant = Words(document) });
        await database.SaveChangesAsync(cancellation);
    }

    private async Task<(Campaign, CampaignDocument)> Find(int campaignId, int documentId, CancellationToken cancellation) => (
        await database.Campaigns.SingleAsync(c => c.Id == campaignId, cancellation),
        await database.CampaignDocuments.SingleAsync(d => d.Id == documentId && d.CampaignId == campaignId, cancellation));

    private static string Family(CampaignDocument document) => CampaignWords.Family(document.OperatorType);

    private static string Words(CampaignDocument d) => $"{d.Label}, {d.LegalBasis}, {CampaignPhrases.Of(d.Need).ToLowerInvariant()}, {d.Formats}";
}
