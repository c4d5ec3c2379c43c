using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Verification;

/// <summary>« Vérifier un accusé ou un dossier de preuve » : by anyone who holds one, without an account. Nothing sent is kept.</summary>
[AllowAnonymous]
[OpenBeforeCgu]
[Route("declarations/verification")]
[EnableRateLimiting(RateLimits.Uploads)]
public sealed class VerificationController(Verifications verifications) : Controller
{
    private const int MostDigits = 64;
    private const int MostNumber = 60;

    /// <summary>The page, and the verdict when a number is given.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? numero, string? empreinte, CancellationToken cancellation)
    {
        if (!Request.Query.ContainsKey("numero") && !Request.Query.ContainsKey("empreinte"))
        {
            return View("Verification", new VerificationViewModel());
        }

        var number = (numero ?? "").Trim().ToUpperInvariant();
        var fingerprint = string.Concat((empreinte ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var model = new VerificationViewModel
        {
            Number = number,
            Fingerprint = fingerprint,
            NumberError = number.Length is 0 or > MostNumber ? "Donnez le numéro de l’accusé, par exemple ESF-2025-AKTO-1-7F3K9Q." : null,
            FingerprintError = fingerprint.Length is < Verifications.LeastDigits or > MostDigits || !fingerprint.All(char.IsAsciiHexDigit)
                ? $"Donnez de {Verifications.LeastDigits} à {MostDigits} signes de l’empreinte\u00a0: des chiffres et des lettres de a à f." : null,
        };
        if (model.Summary.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Verification", model);
        }

        return View("Verification", model with { Verdict = await verifications.Number(number, fingerprint, cancellation) });
    }

    [HttpPost("")]
    [ReceivesFile(MaxBytes = ReceivedBundle.MaxBytes)]
    public async Task<IActionResult> Send(CancellationToken cancellation)
    {
        var post = ReceivedPost.Of(HttpContext);
        if (post is { TooLarge: false, TokenExpired: true })
        {
            return Refused("Votre page avait expiré. Choisissez de nouveau le fichier.", StatusCodes.Status400BadRequest);
        }

        if (!post.TooLarge && post.Form.Files.GetFile("fichier") is null)
        {
            return Refused("Choisissez le dossier de preuve à vérifier.", StatusCodes.Status400BadRequest);
        }

        var bundle = post.TooLarge ? ReceivedBundle.TooLarge : await Open(post.Form.Files.GetFile("fichier")!, cancellation);
        Response.StatusCode = bundle.Fault == BundleFault.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status200OK;
        return View("Verification", new VerificationViewModel { Verdict = await verifications.Bundle(bundle, cancellation) });
    }

    private static async Task<ReceivedBundle> Open(IFormFile file, CancellationToken cancellation)
    {
        if (file.Length > ReceivedBundle.MaxBytes)
        {
            return ReceivedBundle.TooLarge;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        bytes.Position = 0;
        return ReceivedBundle.Open(bytes);
    }

    private ViewResult Refused(string sentence, int status)
    {
        Response.StatusCode = status;
        return View("Verification", new VerificationViewModel { FileError = sentence });
    }
}
