using Microsoft.Extensions.Options;
using MimeKit;

namespace Soffi.Portal.Mail;

/// <summary>Refuses to start on settings with which no message could leave.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Fail($"Mail:From « {options.From} » n’est pas une adresse électronique.");
        }

        return options.IsWritten || options.Port is > 0 and <= ushort.MaxValue
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Mail:Port « {options.Port} » n’est pas un port.");
    }
}
