namespace Soffi.Portal.Accounts;

/// <summary>A demonstration account, given by the host: the portal knows nothing of the services behind it.</summary>
/// <param name="Email">Address used to sign in.</param>
/// <param name="GivenName">Given name.</param>
/// <param name="FamilyName">Family name.</param>
/// <param name="Description">What the account is for, in French, shown on the sign-in page.</param>
public sealed record DemoAccount(string Email, string GivenName, string FamilyName, string Description);
