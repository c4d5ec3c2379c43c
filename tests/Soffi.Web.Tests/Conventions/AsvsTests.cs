using System.Text.RegularExpressions;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Conventions;

/// <summary>Every proof that docs/asvs.md names exists.</summary>
public sealed partial class AsvsTests
{
    [Fact]
    [Trait("CGU", "CGU-47")]
    public void Every_security_requirement_names_a_proof_that_exists()
    {
        var rows = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "asvs.md")).Where(l => l.StartsWith("| V", StringComparison.Ordinal)).ToList();
        var tests = Directory.GetFiles(Path.Combine(SourceTree.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var decisions = Directory.GetFiles(Path.Combine(SourceTree.Root, "docs", "adr")).Select(f => $"docs/adr/{Path.GetFileName(f)[..4]}").ToHashSet();

        Assert.True(rows.Count >= 30);
        Assert.DoesNotContain(rows, row => Proof().Match(row).Groups[1].Value is var proof && !tests.Contains(proof) && !decisions.Contains(proof));
    }

    [GeneratedRegex(@"`([^`]+)` \|$")]
    private static partial Regex Proof();
}
