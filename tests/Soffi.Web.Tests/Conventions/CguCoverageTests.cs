using System.Text.RegularExpressions;
using Soffi.Web.Tests.Access;

namespace Soffi.Web.Tests.Conventions;

/// <summary>
/// Each requirement of the terms of use has a test that bears its identifier, in any test project; those not yet met stand
/// in a list that only shrinks.
/// </summary>
public sealed partial class CguCoverageTests
{
    private static readonly string Folder = Path.Combine(House.Root, "tests/Soffi.Web.Tests/Conventions");

    [Fact]
    public void Every_requirement_has_a_test_or_is_listed_as_not_yet_met()
    {
        var missing = Required().Except(Tested()).Except(NotYet());

        Assert.Empty(missing);
    }

    [Fact]
    public void Requirements_listed_as_not_yet_met_have_no_test_yet() => Assert.Empty(NotYet().Intersect(Tested()));

    [Fact]
    public void Lists_and_tests_name_known_requirements_only() => Assert.Empty(Tested().Concat(NotYet()).Except(Required()));

    private static HashSet<string> Required() => Lines("exigences-cgu.txt");

    private static HashSet<string> NotYet() => Lines("not-yet.txt");

    private static HashSet<string> Tested() =>
    [
        .. SourceTests.Sources("*Tests.cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(f => Trait().Matches(File.ReadAllText(Path.Combine(House.Root, f))).Select(m => m.Groups[1].Value)),
    ];

    private static HashSet<string> Lines(string file) =>
    [
        .. File.ReadAllLines(Path.Combine(Folder, file)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ')[0].Trim()),
    ];

    [GeneratedRegex(@"\[Trait\(""(?:CGU|Exigence)"", ""(CGU-[^""]+)""\)\]")]
    private static partial Regex Trait();
}
