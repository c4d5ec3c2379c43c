using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Maintenance;

namespace Soffi.Web.Infrastructure.Pages;

/// <summary>How pages are found, written and sent.</summary>
public static class Pages
{
    /// <summary>Cookie that ties a form to the browser it was shown in; named on the page about cookies.</summary>
    public const string FormCookie = "soffi-formulaires";

    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddControllersWithViews(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViews()));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.Configure<AssistanceOptions>(configuration.GetSection(AssistanceOptions.Section));
        services.Configure<DemonstrationOptions>(configuration.GetSection(DemonstrationOptions.Section));
        services.Configure<LegalOptions>(configuration.GetSection(LegalOptions.Section));
        services.AddAntiforgery(options => options.Cookie.Name = FormCookie);
        services.AddScoped<Navigation>();
        services.AddSingleton<MaintenanceSchedule>(); // Every page tells what is announced.
        services.AddSingleton<RecommendedLinks>();
        services.AddAuthorization();

        // French letters are written as themselves: lighter pages, same safety (quotes, < and & are still encoded).
        services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));

        var french = CultureInfo.GetCultureInfo("fr-FR");
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(french);
            options.SupportedCultures = [french];
            options.SupportedUICultures = [french];
            options.RequestCultureProviders.Clear();
        });

        // Compressing over TLS is safe here: the only secret of a page, the antiforgery token, is masked anew in each one.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add(new WholeBlocks(new BrotliCompressionProvider(Options.Create(new BrotliCompressionProviderOptions { Level = CompressionLevel.Fastest }))));
            options.Providers.Add(new WholeBlocks(new GzipCompressionProvider(Options.Create(new GzipCompressionProviderOptions { Level = CompressionLevel.Fastest }))));
        });
        return services;
    }
}
