using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Declarations;

public sealed class LegalRecipientsTests
{
    [Theory]
    [InlineData(OperatorType.Opco, "AKTO", null, "R. 6332-31", 2)]
    [InlineData(OperatorType.Atpro, "TPARA", "84", "D. 6323-21-2", 3)]
    [InlineData(OperatorType.Faf, "AGEFICE", null, "R. 6332-63", 2)]
    [InlineData(OperatorType.Faf, "VIVEA", null, "R. 718-19", 2)]
    public void Name_the_recipients_of_an_ESF_by_type_with_their_article(OperatorType type, string code, string? region, string article, int count)
    {
        var recipients = LegalRecipients.Of(StatementKind.Esf, new Operator(code, code, type, "000000000", region));

        Assert.Equal(count, recipients.Count);
        Assert.Contains("DGEFP", recipients[0].Name, StringComparison.Ordinal);
        Assert.Equal("France compétences", recipients[1].Name);
        Assert.All(recipients, r => Assert.Contains(article, r.LegalBasis, StringComparison.Ordinal));
        Assert.Equal(type == OperatorType.Atpro, recipients.Any(r => r.Name == "Préfet de région (DREETS Auvergne-Rhône-Alpes)"));
    }

    [Fact]
    public void Name_the_ministry_alone_for_another_statement() =>
        Assert.Single(LegalRecipients.Of(StatementKind.Csa, new Operator("AKTO", "AKTO", OperatorType.Opco, "000000000")));
}
