namespace Soffi.Portal.Pages;

/// <summary>The page of a signed-in person: who they are and which services they can open.</summary>
public sealed record HomeViewModel(string FullName, string Email, IReadOnlyList<ServiceLink> Services);

/// <summary>A registered service and its home page.</summary>
public sealed record ServiceLink(string Name, string Url);
