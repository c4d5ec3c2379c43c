namespace Soffi.Web.Infrastructure.Operations;

/// <summary>
/// Answered well (200), such a request has no line in the logs of the application: there are hundreds of them a second on the last evening. What
/// it changed is in the journal, and what goes wrong is still logged.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class QuietWhenWellAttribute : Attribute;
