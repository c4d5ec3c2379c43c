using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Soffi.Web.Features.Cgu;

/// <summary>The words of one side, those that changed inside their element; no blank is added between two of them.</summary>
public static class DifferenceHtml
{
    /// <param name="tag">« del » for the words taken out, « ins » for those put in.</param>
    public static IHtmlContent Of(IEnumerable<DifferencePiece> pieces, string tag)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Changed)
            {
                var element = new TagBuilder(tag);
                element.InnerHtml.Append(piece.Text);
                html.AppendHtml(element);
            }
            else
            {
                html.Append(piece.Text);
            }
        }

        return html;
    }
}
