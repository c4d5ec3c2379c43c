using System.Reflection;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>The forms of the product, read once from the source tree.</summary>
internal static class PublishedForms
{
    public static FormFiles Files { get; } = FormFiles.FromFolder(Root());

    public static FormDefinition Opco2025 { get; } = Read("2025/OPCO");

    public static FormDefinition Read(string path)
    {
        var reading = FormReader.Read(Files, path);
        Assert.Empty(reading.Faults);
        return reading.Definition!;
    }

    private static string Root() => Path.Combine(
        typeof(PublishedForms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "FormsDirectory").Value!);
}
