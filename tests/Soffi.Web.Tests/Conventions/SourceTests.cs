using System.Text.RegularExpressions;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Tests.Access;

namespace Soffi.Web.Tests.Conventions;

/// <summary>Habits that a reader of the source can check, checked.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;

    private static readonly string[] Suffixes = ["Manager", "Helper", "Util", "Utils", "Service", "Base", "Impl"];

    private static readonly Type[] ShownAsTheyAre = [typeof(Campaign), typeof(Submission), typeof(CellChange), typeof(CadrePresence), typeof(DeclarationReopening), typeof(Soffi.Domain.Notices.FormalNotice)];

    /// <summary>One grammar in one file.</summary>
    private static readonly string[] LongFiles = ["src/Soffi.Domain/Forms/FormulaParser.cs"];

    public static IEnumerable<string> Sources(params string[] patterns) =>
        new[] { "src", "tests" }.SelectMany(folder => patterns.SelectMany(pattern =>
                Directory.EnumerateFiles(Path.Combine(House.Root, folder), pattern, SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(House.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "Migrations"));

    [Fact]
    public void Views_write_no_raw_html() => AssertNone(@"Html\.Raw", "*.cshtml", "*.cs");

    [Fact]
    public void Views_carry_no_inline_style_script_nor_handler()
    {
        AssertNone(@"\sstyle\s*=\s*[""']", "*.cshtml");
        AssertNone(@"<style\b", "*.cshtml");
        AssertNone(@"\son[a-z]+\s*=\s*[""']", "*.cshtml");
        AssertNone(@"<script(?![^>]*\bsrc=)", "*.cshtml");
    }

    [Fact]
    public void Views_use_no_bag() => AssertNone(@"\bViewBag\b", "*.cshtml", "*.cs");

    [Fact]
    public void Forms_that_post_carry_the_antiforgery_token()
    {
        var bare = Sources("*.cshtml").SelectMany(file => PostForm().Matches(Read(file)).Select(match => (file, match.Value)))
            .Where(form => !form.Value.Contains("asp-", StringComparison.Ordinal)
                && !Read(form.file).Contains("@Html.AntiForgeryToken()", StringComparison.Ordinal));

        Assert.Empty(bare);
    }

    [Fact]
    public void Actions_redirect_to_pages_of_Soffi_only() =>
        // LocalRedirect and RedirectToAction refuse another site; the few direct answers build their address themselves.
        Assert.DoesNotContain(
            Sources("*Controller.cs").Where(f => f.StartsWith("src/Soffi.Web/", StringComparison.Ordinal)),
            file => FreeRedirect().IsMatch(Read(file)));

    [Fact]
    public void Files_stay_short_unless_listed_with_a_reason() => Assert.DoesNotContain(
        Sources("*.cs", "*.cshtml").Where(f => f.StartsWith("src/", StringComparison.Ordinal)).Except(LongFiles),
        file => Read(file).Split('\n').Length - 1 > LongestFile);

    [Fact]
    public void Types_bear_no_empty_suffix() => Assert.Empty(
        new[] { typeof(Program), typeof(Soffi.Data.SoffiDbContext), typeof(Soffi.Domain.Access.Actor), typeof(Soffi.Portal.LocalPortal) }
            .SelectMany(t => t.Assembly.GetTypes()).Where(t => t.Namespace?.StartsWith("Soffi", StringComparison.Ordinal) == true && !t.Name.Contains('<'))
            .Where(t => Suffixes.Any(s => t.Name.Split('`')[0].EndsWith(s, StringComparison.Ordinal)) && !t.Name.EndsWith("TagHelper", StringComparison.Ordinal))
            .Select(t => t.FullName));

    [Fact]
    public void View_models_hold_no_stored_row_that_can_change()
    {
        // Read untracked and shown as they are: campaigns with their dates, and what nobody changes once it is written.
        var entities = typeof(Soffi.Data.SoffiDbContext).GetProperties().Where(p => p.PropertyType.IsGenericType)
            .Select(p => p.PropertyType.GetGenericArguments()[0]).Except(ShownAsTheyAre).ToHashSet();
        var held = typeof(Program).Assembly.GetTypes().Where(t => t.Name.EndsWith("ViewModel", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties().Select(p => (t.Name, p.PropertyType)))
            .Where(p => entities.Contains(p.PropertyType) || p.PropertyType.GetGenericArguments().Any(entities.Contains))
            .Select(p => $"{p.Name} holds {p.PropertyType}");

        Assert.Empty(held);
    }

    private static void AssertNone(string pattern, params string[] files)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant);
        var self = $"{nameof(SourceTests)}.cs";

        Assert.DoesNotContain(
            Sources(files), file => !file.EndsWith(self, StringComparison.Ordinal) && regex.IsMatch(WithoutComments(file)));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(House.Root, file)).ReplaceLineEndings("\n");

    private static string WithoutComments(string file) => Comment().Replace(Read(file), "");

    [GeneratedRegex(@"<form\b[^>]*method=""post""[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex PostForm();

    [GeneratedRegex(@"(?<![A-Za-z])Redirect\(|RedirectPermanent\(|RedirectPreserveMethod\(")]
    private static partial Regex FreeRedirect();

    [GeneratedRegex(@"//[^\n]*|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
