using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Deliveries;

/// <summary>« Transmissions ».</summary>
/// <param name="Rows">Those that the filter keeps.</param>
/// <param name="Missing">Recipients with something to get and no address.</param>
public sealed record DeliveriesViewModel(
    DeliveryFilter Filter, IReadOnlyList<int> Exercises, IReadOnlyList<DeliveryRow> Rows, IReadOnlyList<string> Missing, DateTimeOffset Now)
{
    public string? Done { get; init; }

    public IReadOnlyList<string> Refused { get; init; } = [];

    public string? Fault { get; init; }
}

/// <summary>The mail of one of the deliveries chosen.</summary>
public sealed record MailPreview(DeliveryRow Row, string Subject, IReadOnlyList<string> Lines);

/// <summary>« Aperçu avant transmission », with the moment being chosen.</summary>
public sealed record DeliveryPreviewViewModel(IReadOnlyList<MailPreview> Mails)
{
    public OrderForm Form { get; init; } = new();
}

/// <summary>The order, as sent.</summary>
public sealed class OrderForm
{
    public const string Now = "maintenant";
    public const string Later = "programmer";

    public string? When { get; set; } = Now;

    public string? Day { get; set; }

    public string? Hour { get; set; }

    /// <summary>The instant asked, or the field at fault and what to write in it.</summary>
    public (DateTimeOffset? DueAt, string Field, string Fault) Read(DateTimeOffset now)
    {
        if (When != Later)
        {
            return (now, "", "");
        }

        if (TypedMoment.Day(Day) is not { } day)
        {
            return (null, nameof(Day), TypedMoment.DayFault);
        }

        return TypedMoment.At(day, Hour) is not { } moment ? (null, nameof(Hour), TypedMoment.HourFault)
            : moment <= now ? (null, nameof(Day), "Ce moment est passé\u00a0: choisissez-en un à venir, ou transmettez maintenant.")
            : (moment, "", "");
    }
}

/// <summary>A message as it was written.</summary>
public sealed record WrittenMail(string Subject, IReadOnlyList<string> Paragraphs);

/// <summary>One delivery.</summary>
/// <param name="Message">As it was written; null before.</param>
public sealed record DeliveryViewModel(DeliveryLine Line, Submission Submission, SealedReceipt Receipt, WrittenMail? Message, DateTimeOffset Now)
{
    public string? Done { get; init; }

    /// <summary>The reason typed and refused.</summary>
    public string? Typed { get; init; }

    public string? Fault { get; init; }

    public string Href => $"/instruction/transmissions/{Line.Delivery.Id}";
}

/// <summary>« Adresses des destinataires ».</summary>
/// <param name="Typed">By code: what stands, or what was typed and refused.</param>
/// <param name="Standing">By code: since when and by whom the address stands.</param>
public sealed record RecipientsViewModel(IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string> Standing, IReadOnlyDictionary<string, string> Faults, string? Done);
