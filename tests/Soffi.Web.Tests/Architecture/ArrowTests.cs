using System.Reflection;
using NetArchTest.Rules;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Portal;

namespace Soffi.Web.Tests.Architecture;

/// <summary>Domain &lt;- Data &lt;- Web -&gt; Portal; a feature uses no other feature.</summary>
public sealed class ArrowTests
{
    private const string Features = "Soffi.Web.Features";
    private static readonly Assembly Domain = typeof(Actor).Assembly;
    private static readonly Assembly Data = typeof(SoffiDbContext).Assembly;
    private static readonly Assembly Web = typeof(Program).Assembly;
    private static readonly Assembly Portal = typeof(LocalPortal).Assembly;

    private static readonly string[] Names =
    [
        .. Web.GetTypes().Select(t => t.Namespace ?? "")
            .Where(n => n.StartsWith(Features + ".", StringComparison.Ordinal))
            .Select(n => n[(Features.Length + 1)..].Split('.')[0]).Distinct().Where(n => n != "Shared").Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> FeatureNames => [.. Names];

    [Fact]
    public void Domain_uses_nothing_but_the_framework() => Assert.All(
        Domain.GetReferencedAssemblies(),
        reference => Assert.True(
            reference.Name!.StartsWith("System", StringComparison.Ordinal) || reference.Name is "netstandard" or "mscorlib", reference.Name));

    [Fact]
    public void Data_does_not_know_the_pages() => AssertNone(Data, "Soffi.Web", "Soffi.Portal", "Microsoft.AspNetCore.Mvc");

    [Fact]
    [Trait("CGU", "CGU-22")]
    public void Portal_knows_nothing_of_Soffi() => AssertNone(Portal, "Soffi.Web", "Soffi.Data", "Soffi.Domain");

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public void Feature_uses_no_other_feature(string feature)
    {
        var others = Names.Where(name => name != feature).Select(name => $"{Features}.{name}.").ToArray();
        var result = Types.InAssembly(Web).That().ResideInNamespaceStartingWith($"{Features}.{feature}")
            .ShouldNot().HaveDependencyOnAny(others).GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }

    [Fact]
    public void Shared_parts_use_no_feature()
    {
        var features = Names.Select(name => $"{Features}.{name}.").ToArray();
        var result = Types.InAssembly(Web).That().ResideInNamespaceStartingWith($"{Features}.Shared")
            .Or().ResideInNamespaceStartingWith("Soffi.Web.Dsfr")
            .ShouldNot().HaveDependencyOnAny(features).GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }

    [Fact]
    public void Journal_is_reached_by_its_one_door()
    {
        // A page that held the set of entries could change or remove one.
        var sets = typeof(SoffiDbContext).GetProperties().Select(p => p.PropertyType.ToString());

        Assert.DoesNotContain(sets, name => name.Contains("AuditEntry", StringComparison.Ordinal));
    }

    private static void AssertNone(Assembly assembly, params string[] forbidden)
    {
        var result = Types.InAssembly(assembly).ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }
}
