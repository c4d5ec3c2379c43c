using Microsoft.AspNetCore.Mvc;

namespace Soffi.Portal.Pages;

/// <summary>A sentence carried to the page that follows a form, shown there once.</summary>
internal static class PortalNotice
{
    private const string Key = "portail.message";

    public static void Announce(this Controller controller, string sentence) => controller.TempData[Key] = sentence;

    public static string? TakeNotice(this Controller controller) => controller.TempData[Key] as string;
}
