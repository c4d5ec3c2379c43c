using System.Reflection;

namespace Soffi.Web.Dsfr;

/// <summary>Where the restored design system stands. Its version is in the address, so its files never change there.</summary>
public static class DsfrAssets
{
    public static string Version { get; } = typeof(DsfrAssets).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "DsfrVersion").Value!;

    public static string Root { get; } = $"/dsfr/{Version}/";
}
