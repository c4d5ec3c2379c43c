namespace Soffi.Web.Infrastructure.Cgu;

/// <summary>
/// Leaves a page open to a signed-in person who has not accepted the terms of use in force: those terms themselves,
/// sign-in and sign-out, the State's pages, errors, health. The list is closed (CGU article 5): the test of approved
/// endpoints shows who carries this.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenBeforeCguAttribute : Attribute;
