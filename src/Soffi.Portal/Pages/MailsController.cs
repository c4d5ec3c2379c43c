using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Portal.Mail;

namespace Soffi.Portal.Pages;

/// <summary>The messages written on a workstation, to be read without a mail server; elsewhere these pages do not exist.</summary>
[AllowAnonymous]
[PortalPage]
[Route("portail/courriels")]
public sealed class MailsController(WrittenMails mails) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        IsOpen ? View("~/Views/Portal/Mails.cshtml", new MailsViewModel(await mails.ListAsync(cancellation))) : NotFound();

    [HttpGet("{name}")]
    public async Task<IActionResult> Read(string name, CancellationToken cancellation) =>
        IsOpen && await mails.FindAsync(name, cancellation) is { } mail
            ? View("~/Views/Portal/Mail.cshtml", new MailViewModel(mail, Lines(mail.Body)))
            : NotFound();

    [HttpGet("{name}/fichier")]
    public IActionResult Download(string name) =>
        IsOpen && mails.PathOf(name) is { } path ? PhysicalFile(path, "message/rfc822", $"{name}.eml") : NotFound();

    /// <summary>The name under which the browser asks counts too: another site may give its own name the address of this machine.</summary>
    private bool IsOpen => mails.AreShown && Request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]");

    private static IReadOnlyList<MailLine> Lines(string body) =>
    [
        .. body.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0)
            .Select(line => new MailLine(line, line.StartsWith("http", StringComparison.Ordinal) && Uri.IsWellFormedUriString(line, UriKind.Absolute))),
    ];
}

/// <summary>The messages, newest first.</summary>
public sealed record MailsViewModel(IReadOnlyList<WrittenMail> Mails);

/// <summary>One message, line by line.</summary>
public sealed record MailViewModel(WrittenMail Mail, IReadOnlyList<MailLine> Lines);

/// <summary>A line of a message; an address alone on its line is a link.</summary>
public sealed record MailLine(string Text, bool IsLink);
