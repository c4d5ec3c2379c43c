namespace Soffi.Portal;

/// <summary>Settings of the local portal of services, read from the configuration section <c>Portal</c>.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Every URL of the portal lives under this path.</summary>
    public const string PathPrefix = "/portail";

    /// <summary>True when this process serves the portal; false leaves no route and no service of it.</summary>
    public bool Local { get; set; }

    /// <summary>SQLite connection string; a relative <c>Data Source</c> starts at the content root.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/portail.db";

    /// <summary>Address under which browsers reach the host, without path; the issuer is this address plus <c>/portail/</c>.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Folder of the signing and encryption keys; relative paths start at the content root.</summary>
    public string KeysPath { get; set; } = "data/portail-cles";

    /// <summary>Razor layout of the pages of the portal.</summary>
    public string Layout { get; set; } = "~/Views/Portal/_PortalLayout.cshtml";

    /// <summary>Style sheets of the default layout; the host serves the State's design system and says where.</summary>
    public IList<string> StyleSheets { get; } = [];

    /// <summary>Script modules of the default layout; the pages work without them.</summary>
    public IList<string> Scripts { get; } = [];

    /// <summary>True creates the demonstration accounts and shows them, with their password, on the sign-in page.</summary>
    public bool DemoAccounts { get; set; }

    /// <summary>Password shared by the demonstration accounts.</summary>
    public string DemoPassword { get; set; } = "Demonstration-2026!";

    /// <summary>Applications allowed to sign people in; any other client is refused.</summary>
    public IList<PortalClient> Clients { get; } = [];

    /// <summary>Types of profile an account may be for; none asks nothing.</summary>
    public IList<PortalProfile> Profiles { get; } = [];

    /// <summary>
    /// What a directory of establishments says of a SIRET, in French: its name and address, that it is closed, that it is
    /// unknown; null when it says nothing. Given by the host; none asks nothing.
    /// </summary>
    public Func<IServiceProvider, string, CancellationToken, Task<string?>>? DescribeEstablishment { get; set; }

    /// <summary>Issuer of the identity tokens: <see cref="PublicUrl"/> followed by <c>/portail/</c>.</summary>
    public Uri Issuer => new($"{PublicUrl.TrimEnd('/')}{PathPrefix}/");

    /// <summary>True when the portal is reached over plain HTTP, which is only accepted on the loopback interface.</summary>
    public bool PlainHttp => Issuer.Scheme == Uri.UriSchemeHttp;
}

/// <summary>An application that signs people in with the portal.</summary>
public sealed class PortalClient
{
    public string ClientId { get; set; } = "";

    /// <summary>Empty for a public client, which proves itself by PKCE alone.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Name of the service as people know it.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Home page of the service, offered on the page of the portal; no link when empty.</summary>
    public string? HomeUrl { get; set; }

    /// <summary>Exact callback addresses; any other is refused.</summary>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>Address that receives the logout tokens (OpenID Connect Back-Channel Logout 1.0); none when empty.</summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary>Exact addresses to which a person may be sent after signing out.</summary>
    public IList<string> PostLogoutRedirectUris { get; } = [];
}

/// <summary>A type of profile, as the services name it.</summary>
public sealed class PortalProfile
{
    public string Code { get; set; } = "";

    /// <summary>Name in French, as people choose it.</summary>
    public string Label { get; set; } = "";

    /// <summary>True when people of this profile must give the SIRET of their organisation.</summary>
    public bool NeedsSiret { get; set; }
}
