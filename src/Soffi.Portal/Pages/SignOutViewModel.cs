namespace Soffi.Portal.Pages;

/// <summary>Asks to confirm a sign-out that no service vouches for.</summary>
/// <param name="Action">Address the confirmation is posted to.</param>
/// <param name="Parameters">Protocol parameters to send again with the confirmation.</param>
public sealed record SignOutViewModel(string Action, IReadOnlyDictionary<string, string> Parameters);
