namespace Soffi.Domain.Cgu;

/// <summary>The next text of the terms, while it is written (CGU article 15). One at a time; nobody but its writers sees it.</summary>
public sealed class CguDraft
{
    /// <summary>The only draft.</summary>
    public const int OnlyId = 1;

    public const int LongestNumber = 20;
    public const int LongestSummary = 500;

    /// <summary>Characters of a text; that of the ministry has some 28,000.</summary>
    public const int LongestText = 300_000;

    private CguDraft()
    {
    }

    public CguDraft(string number, string summary, string markdown, string by, DateTimeOffset now)
    {
        Id = OnlyId;
        Write(number, summary, markdown, by, now);
    }

    public int Id { get; private set; }

    public string Number { get; private set; } = "";

    public string Summary { get; private set; } = "";

    public string Markdown { get; private set; } = "";

    /// <summary>Grows at each save: who saves an older one is told instead of overwriting.</summary>
    public int Revision { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The hash it would be published under.</summary>
    public string Sha256 => CguVersion.HashOf(Markdown);

    public void Write(string number, string summary, string markdown, string by, DateTimeOffset now)
    {
        Number = number;
        Summary = summary;
        Markdown = markdown.ReplaceLineEndings("\n");
        UpdatedBy = by;
        UpdatedAt = now;
        Revision++;
    }

    /// <summary>Why it cannot be published so, in French; empty when it can.</summary>
    /// <param name="published">Every version published before.</param>
    /// <param name="effectiveAt">When it would take force.</param>
    public IReadOnlyList<string> Objections(IReadOnlyCollection<CguVersion> published, DateTimeOffset effectiveAt, DateTimeOffset now)
    {
        var said = new List<string>();
        if (published.Any(v => v.Number == Number))
        {
            said.Add($"Le numéro {Number} est déjà celui d’une version publiée\u00a0: choisissez-en un autre.");
        }

        if (published.Any(v => v.Sha256 == Sha256 && v.WithdrawnAt is null))
        {
            said.Add("Ce texte est mot pour mot celui d’une version déjà publiée\u00a0: il n’y a rien à publier.");
        }

        if (effectiveAt < now)
        {
            said.Add("L’entrée en vigueur ne peut pas être passée\u00a0: choisissez un instant à venir, ou la publication immédiate.");
        }

        if (published.Where(v => v.WithdrawnAt is null && v.EffectiveAt > effectiveAt).MinBy(v => v.EffectiveAt) is { } later)
        {
            said.Add($"La version {later.Number}, déjà annoncée, prendrait sa place ensuite\u00a0: retirez-la d’abord, ou choisissez un instant postérieur.");
        }

        return said;
    }
}
