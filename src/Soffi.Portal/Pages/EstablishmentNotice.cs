using Microsoft.AspNetCore.Mvc;

namespace Soffi.Portal.Pages;

/// <summary>What the directory says of the SIRET just given, told after the form (CGU article 55).</summary>
internal static class EstablishmentNotice
{
    /// <returns>A sentence; empty when there is no SIRET or nothing to say. A directory out of reach never stops anybody.</returns>
    public static async Task<string> DescribeAsync(this Controller controller, PortalOptions options, string siret, CancellationToken cancellation) =>
        siret.Length > 0 && options.DescribeEstablishment is { } describe
            ? await describe(controller.HttpContext.RequestServices, siret, cancellation) ?? ""
            : "";
}
