using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Caching.Memory;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// What was rendered of results, for as long as that very result is shown again: published tables are kept while nothing they read changes
/// (ADR 25), and their lines, their weights and their chart with them. Another result, even of the same figures, is rendered anew.
/// </summary>
public sealed class KeptFragments : IDisposable
{
    private const int MostCharacters = 32_000_000;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _fragments = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    /// <param name="part">All that it depends on besides the result.</param>
    public async Task<IHtmlContent> Of(StatResult result, string part, Func<Task<string>> render)
    {
        var key = new Key(result, part);
        if (_fragments.Get<HtmlString>(key) is { } kept)
        {
            return kept;
        }

        var made = new HtmlString(await render());
        _fragments.Set(key, made, new MemoryCacheEntryOptions { Size = made.Value!.Length, SlidingExpiration = Unused });
        return made;
    }

    public void Dispose() => _fragments.Dispose();

    private sealed class Key(StatResult result, string part) : IEquatable<Key>
    {
        private readonly StatResult _result = result;
        private readonly string _part = part;

        public bool Equals(Key? other) => other is not null && ReferenceEquals(_result, other._result) && _part == other._part;

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_result), _part);
    }
}

/// <summary>A part of the page of a result that depends on the result and on <see cref="Part"/> only, and on nobody.</summary>
[HtmlTargetElement("soffi-kept", Attributes = "of,part")]
public sealed class KeptFragmentTagHelper(KeptFragments fragments) : TagHelper
{
    public StatResult Of { get; set; } = null!;

    /// <summary>All that it depends on besides the result: rights, addresses.</summary>
    public string Part { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(await fragments.Of(Of, Part, async () => (await output.GetChildContentAsync()).GetContent()));
    }
}
