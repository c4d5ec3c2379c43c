using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>An OPCO declares for itself and for the sections it carries (R. 6331-54, R. 6331-64 c. trav.).</summary>
public sealed class SectionAccessTests
{
    private static DeclarationAccess OnSection(Actor actor) =>
        DeclarationAccess.Of(actor, Section(), In(DeclarationStatus.InProgress), Campaign(), Now);

    [Fact]
    public void Of_people_of_the_host_act_for_its_section()
    {
        Assert.True(OnSection(Claire) is { CanRead: true, CanEdit: true, CanSubmit: false });
        Assert.True(OnSection(Marc) is { CanRead: true, CanEdit: true, CanSubmit: true });
    }

    [Fact]
    public void Of_people_of_another_opco_is_none() =>
        Assert.Equal(DeclarationAccess.None, OnSection(Person("x@example.org", "X", Role.Signatory, 8)));

    [Fact]
    public void Of_people_of_the_section_stay_in_the_section()
    {
        var person = Person("s@example.org", "S", Role.Signatory, Section().Id);

        Assert.True(OnSection(person).CanSubmit);
        Assert.Equal(DeclarationAccess.None, DeclarationAccess.Of(person, Operator(), In(DeclarationStatus.InProgress), Campaign(), Now));
    }
}
