using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Soffi.Portal;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>Tells the person who started the demonstration where it is and who may sign in.</summary>
internal static class Banner
{
    public static void PrintWhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.Count > 0)
        {
            Console.Out.WriteLine(Text(addresses, app.Configuration));
        }
    });

    internal static string Text(IEnumerable<string> addresses, IConfiguration configuration)
    {
        var lines = new List<string> { "", $"  Soffi, démonstration (données fictives) : {string.Join(", ", addresses)}" };
        if (configuration.GetValue<bool>($"{PortalOptions.Section}:{nameof(PortalOptions.DemoAccounts)}"))
        {
            var password = configuration[$"{PortalOptions.Section}:{nameof(PortalOptions.DemoPassword)}"] ?? new PortalOptions().DemoPassword;
            var width = DemoAccounts.All.Max(a => a.Email.Length);
            lines.Add($"  Comptes de démonstration, mot de passe {password}");
            lines.AddRange(DemoAccounts.All.Select(a => $"    {a.Email.PadRight(width)}  {a.Description}"));
        }

        lines.Add("");
        return string.Join(Environment.NewLine, lines);
    }
}
