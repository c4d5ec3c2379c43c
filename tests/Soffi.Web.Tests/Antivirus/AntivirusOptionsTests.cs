using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Tests.Antivirus;

public sealed class AntivirusOptionsTests
{
    [Theory]
    [InlineData("Production", false, AntivirusMode.None, false)]
    [InlineData("Production", true, AntivirusMode.None, true)]
    [InlineData("Production", false, AntivirusMode.Clamd, true)]
    [InlineData("Development", false, AntivirusMode.None, true)]
    public void Validate_antivirus_off_is_for_workstations_and_demonstrations(string environment, bool demonstration, AntivirusMode mode, bool accepted)
    {
        var validator = new AntivirusOptionsValidator(
            new HostingEnvironment { EnvironmentName = environment }, Options.Create(new DemonstrationOptions { Enabled = demonstration }));

        Assert.Equal(accepted, validator.Validate(null, new AntivirusOptions { Mode = mode }).Succeeded);
    }

    [Fact]
    public void Validate_port_that_is_none_is_refused() => Assert.True(
        new AntivirusOptionsValidator(new HostingEnvironment { EnvironmentName = Environments.Development }, Options.Create(new DemonstrationOptions()))
            .Validate(null, new AntivirusOptions { Port = 0 }).Failed);
}
