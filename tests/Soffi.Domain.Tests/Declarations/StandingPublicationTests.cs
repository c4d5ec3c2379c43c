using Soffi.Domain.Declarations;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>What the public reads of a statement, told by the decisions of its review.</summary>
public sealed class StandingPublicationTests
{
    private readonly Declaration _declaration = Given.In(DeclarationStatus.Submitted);
    private readonly List<PublishableVersion> _versions = [new(Guid.NewGuid(), 1, "ESF-1", Given.Now)];
    private DateTimeOffset _now = Given.Now;

    private StandingPublication? Standing => StandingPublication.Of(_declaration.Decisions, _versions);

    [Fact]
    public void Nothing_is_public_before_the_first_publication_nor_after_a_withdrawal()
    {
        Assert.Null(Standing);
        Validate();
        Assert.Null(Standing);
        Publish("ESF-1");
        Assert.Equal((_versions[0], null), (Standing!.Version, Standing.Revises));
        Decide(DeclarationAct.WithdrawPublication, "");
        Assert.Null(Standing);
    }

    [Fact]
    public void Version_published_stays_public_while_it_is_corrected_and_is_revised_by_the_next()
    {
        Validate();
        Publish("ESF-1");
        var second = Correct();
        Assert.Equal(_versions[0], Standing!.Version);
        Validate();
        Assert.Equal(_versions[0], Standing!.Version);
        Publish(second.ReceiptNumber);
        Assert.Equal((second, _versions[0]), (Standing!.Version, Standing.Revises));
        Decide(DeclarationAct.WithdrawPublication, "");
        Publish(second.ReceiptNumber);
        Assert.Equal((second, _versions[0]), (Standing!.Version, Standing.Revises)); // The same version again still revises the first.
    }

    [Fact]
    public void Version_withdrawn_then_corrected_then_published_is_revised_too()
    {
        Validate();
        Publish("ESF-1");
        Correct();
        Decide(DeclarationAct.WithdrawPublication, "");
        Assert.Null(Standing);
        Validate();
        Publish("ESF-2");
        Assert.Equal((2, 1), (Standing!.Version.Number, Standing.Revises!.Number));
    }

    [Fact]
    public void Decision_that_names_no_receipt_published_the_last_version_of_its_time()
    {
        Validate();
        Publish("");
        Correct();

        Assert.Equal(1, Standing!.Version.Number);
    }

    private void Validate()
    {
        _now = _now.AddHours(1);
        _declaration.TakeCharge(Guid.NewGuid(), "Inès Rousseau", Given.Claire, _now);
        Decide(DeclarationAct.Validate, "");
    }

    private void Publish(string receipt) => Decide(DeclarationAct.Publish, receipt);

    private void Decide(DeclarationAct act, string receipt)
    {
        _now = _now.AddHours(1);
        _declaration.Decide(act, "", Given.Claire, _now, receipt);
    }

    private PublishableVersion Correct()
    {
        _now = _now.AddHours(1);
        _declaration.RequestCorrections(CorrectionRequest.Whole(_versions.Count, "Motif"), Given.Claire, _now);
        _now = _now.AddHours(1);
        _declaration.Submit(_now);
        _versions.Add(new PublishableVersion(Guid.NewGuid(), _versions.Count + 1, $"ESF-{_versions.Count + 1}", _now));
        return _versions[^1];
    }
}
