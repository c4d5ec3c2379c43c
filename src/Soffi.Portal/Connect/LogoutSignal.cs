using Soffi.Portal.Mail;

namespace Soffi.Portal.Connect;

/// <summary>Wakes the delivery of the logout notices.</summary>
public sealed class LogoutSignal : WorkSignal;
