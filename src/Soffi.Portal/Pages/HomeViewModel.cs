namespace Soffi.Portal.Pages;

/// <summary>The page of a signed-in person: who they are and which services they can open.</summary>
/// <param name="Notice">Sentence about what has just been done, or null.</param>
public sealed record HomeViewModel(string FullName, string Email, IReadOnlyList<ServiceLink> Services, string? Notice);

/// <summary>A registered service and its home page.</summary>
public sealed record ServiceLink(string Name, string Url);
