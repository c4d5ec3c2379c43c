using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.Pages;
using Soffi.Web.Infrastructure.Security;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPages(builder.Configuration);

var app = builder.Build();

// The pipeline, in the order a request meets it.
app.UseSecurityHeaders();
app.UseResponseCompression();
app.UseErrorPages();
app.UseImmutableDsfr();
app.UseRequestLocalization();
app.UseRouting();
app.UseAuthorization();
app.MapFiles();
app.MapControllers().WithStaticAssets();
app.MapNotFound();
app.Run();

/// <summary>Seen by the tests, which start the application.</summary>
public sealed partial class Program;
