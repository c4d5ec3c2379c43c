using Soffi.Web.Features.Access;
using Soffi.Web.Features.Audit;
using Soffi.Web.Features.Campaigns;
using Soffi.Web.Features.Cgu;
using Soffi.Web.Features.Declarations;
using Soffi.Web.Features.Deliveries;
using Soffi.Web.Features.FollowUp;
using Soffi.Web.Features.Forms;
using Soffi.Web.Features.FormWorkshop;
using Soffi.Web.Features.Home;
using Soffi.Web.Features.Maintenance;
using Soffi.Web.Features.Notices;
using Soffi.Web.Features.Publications;
using Soffi.Web.Features.Review;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Features.Verification;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.ApiKeys;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.Companies;
using Soffi.Web.Infrastructure.Database;
using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Maintenance;
using Soffi.Web.Infrastructure.Network;
using Soffi.Web.Infrastructure.Operations;
using Soffi.Web.Infrastructure.Pages;
using Soffi.Web.Infrastructure.People;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.Security;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Startup;
using Soffi.Web.Infrastructure.Traces;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddSoffiLogging();
builder.AddSoffiMetrics();
builder.Services.AddSingleton(TimeProvider.System);
builder.AddSoffiDatabase();
builder.AddPreparation();
builder.Services.AddPages(builder.Configuration);
builder.AddSoffiSignIn();
builder.Services.AddNetworkRule().AddCompanies();
builder.Services.AddStatistics(builder.Environment).AddApiKeys();
builder.Services.AddAntivirus().AddDeclarations().AddVerification().AddPublications().AddDeliveries();
builder.Services.AddRateLimits();
builder.Services.AddPeople().AddNavigationTraces();
builder.AddScheduledJobs();
builder.Services.AddCgu().AddAccess().AddDashboard().AddReview().AddFollowUp().AddNotices().AddCampaigns().AddForms().AddFormWorkshop().AddJournal().AddMaintenance();

var app = builder.Build();
if (Verbs.Asked(args))
{
    return await Verbs.Run(app, args);
}

// The pipeline, in the order a request meets it.
app.UseTrustedProxies();
app.UseSoffiMetrics();
app.UseSoffiRequestLog();
app.UseSecurityHeaders();
app.UseResponseCompression();
app.UseErrorPages();
app.UseImmutableDsfr();
app.UseRequestLocalization();
app.UseRouting();
app.UseAuthentication();
app.UseRateLimits();
app.UseNavigationTraces();
app.UseNetworkGate();
app.UseAuthorization();
app.UseMaintenanceGate();
app.UseAssistanceGate();
app.UseCguGate();
app.MapProbes();
app.MapFiles();
app.MapControllers().WithStaticAssets();
app.MapNotFound();
if (!await app.PrepareAsync())
{
    return Verbs.Fault;
}

await app.RunAsync();
return Verbs.Success;

/// <summary>Seen by the tests, which start the application.</summary>
public sealed partial class Program;
