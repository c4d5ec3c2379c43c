using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>The application with the cross controls of the product and none of its forms, whose reading is long.</summary>
internal sealed class CrossControlHouse : IDisposable
{
    private readonly TemporaryFolder _forms = new();

    public CrossControlHouse()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_forms.Path, "croises")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(House.Root, "src/Soffi.Web/Forms/croises")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Factory.Settings["Forms:Folder"] = _forms.Path;
    }

    public SignInFactory Factory { get; } = new();

    public Task Figure(string code, string operatorCode, decimal value) => Factory.DatabaseAsync(d =>
    {
        d.ReferenceFigures.Add(new ReferenceFigure(
            new ReferenceEntry(code, 2025, operatorCode, value, "Rapport d’essai", null), 1, null, "système", Factory.Clock.GetUtcNow()));
        return d.SaveChangesAsync();
    });

    public void Dispose()
    {
        Factory.Dispose();
        _forms.Dispose();
    }
}
