using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>The section <c>Companies</c>: the directories of companies and how long they are waited for.</summary>
public sealed class CompaniesOptions
{
    public const string Section = "Companies";

    /// <summary>False on a network that lets nothing out: nobody is asked, and people type by hand.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Address of the API Recherche d’entreprises, asked first; it needs no key.</summary>
    public string SearchUrl { get; set; } = "https://recherche-entreprises.api.gouv.fr/";

    /// <summary>Address of INSEE's API Sirene, asked for what the first does not give.</summary>
    public string SireneUrl { get; set; } = "https://api.insee.fr/api-sirene/3.11/";

    /// <summary>Key of the API Sirene (<c>X-INSEE-Api-Key-Integration</c>); without it that API is not asked.</summary>
    public string SireneKey { get; set; } = "";

    /// <summary>How Soffi presents itself, as both APIs ask.</summary>
    public string UserAgent { get; set; } = "Soffi (DGEFP)";

    /// <summary>For one attempt. A person waits in front of the page.</summary>
    public int TimeoutMilliseconds { get; set; } = 3_000;

    /// <summary>Attempts more, after a failure that may pass.</summary>
    public int Retries { get; set; } = 1;

    /// <summary>Once a directory fails most of the time, it is left alone that long.</summary>
    public int BreakSeconds { get; set; } = 30;

    /// <summary>An establishment found is remembered that long.</summary>
    public int CacheHours { get; set; } = 24;
}

/// <summary>Refuses to start with an address that cannot be asked, or asked in the clear.</summary>
internal sealed class CompaniesOptionsValidator : IValidateOptions<CompaniesOptions>
{
    public ValidateOptionsResult Validate(string? name, CompaniesOptions options)
    {
        var faults = new List<string>();
        foreach (var (key, address) in new[] { (nameof(options.SearchUrl), options.SearchUrl), (nameof(options.SireneUrl), options.SireneUrl) })
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            {
                faults.Add($"{CompaniesOptions.Section}:{key} «\u00a0{address}\u00a0» doit être une adresse complète en https.");
            }
        }

        if (options is not { TimeoutMilliseconds: >= 10 and <= 60_000, Retries: >= 0 and <= 5, BreakSeconds: > 0, CacheHours: >= 0 })
        {
            faults.Add("Companies:TimeoutMilliseconds (10 à 60000), Companies:Retries (0 à 5), Companies:BreakSeconds et Companies:CacheHours doivent être des nombres entiers positifs.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
