using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Every form of the product: no fault, stable hash, its golden example gives the expected totals and findings.</summary>
public sealed class PublishedFormsTests
{
    public static TheoryData<string> Paths => [.. PublishedForms.Files.Forms];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Read_every_form_has_no_fault(string path)
    {
        var reading = FormReader.Read(PublishedForms.Files, path);

        Assert.Empty(reading.Faults);
        Assert.NotNull(reading.Definition);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Read_canonical_again_gives_the_same_form_and_hash(string path)
    {
        var form = PublishedForms.Read(path);

        var again = FormReader.ReadCanonical(form.Header.CanonicalJson);

        Assert.Equal(form.Header.Sha256, again.Header.Sha256);
        Assert.Equal(form.Cells.Select(c => c.Code), again.Cells.Select(c => c.Code));
        Assert.Equal(form.Controls.Select(c => c.Condition.Text), again.Controls.Select(c => c.Condition.Text));
    }
}
