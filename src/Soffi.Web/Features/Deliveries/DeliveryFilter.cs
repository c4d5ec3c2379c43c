using System.Globalization;

namespace Soffi.Web.Features.Deliveries;

/// <summary>The choices of the queue, as they stand in its address; what cannot be read asks nothing.</summary>
/// <param name="State">« a-transmettre », « programmees », « transmises », « echecs »; empty for all.</param>
/// <param name="Recipient">Code of a recipient; empty for all.</param>
/// <param name="Validated">Only the statements whose review is over.</param>
public sealed record DeliveryFilter(int? Exercise, string State, string Recipient, bool Validated)
{
    public static IReadOnlyList<(string Value, string Label)> States { get; } =
        [("a-transmettre", "À transmettre"), ("programmees", "Programmées ou en cours"), ("transmises", "Transmises"), ("echecs", "En échec")];

    public static DeliveryFilter Read(string? exercise, string? state, string? recipient, string? validated) => new(
        int.TryParse(exercise, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
        States.Any(s => s.Value == state) ? state! : "", recipient ?? "", validated == "oui");

    public bool Keeps(DeliveryRow row) =>
        (Exercise is null || row.Exercise == Exercise) && (Recipient.Length == 0 || row.Recipient.Code == Recipient)
        && (!Validated || row.Status is Domain.Declarations.DeclarationStatus.Validated or Domain.Declarations.DeclarationStatus.Published)
        && State switch
        {
            "a-transmettre" => row.MayOrder,
            "programmees" => !row.MayOrder && row.Line is { IsSent: false, HasFailed: false },
            "transmises" => row.Line is { IsSent: true },
            "echecs" => !row.MayOrder && row.Line is { HasFailed: true },
            _ => true,
        };
}
