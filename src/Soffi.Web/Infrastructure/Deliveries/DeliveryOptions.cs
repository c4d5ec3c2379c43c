using System.ComponentModel.DataAnnotations;

namespace Soffi.Web.Infrastructure.Deliveries;

/// <summary>The section <c>Deliveries</c>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Deliveries";

    /// <summary>Bytes of all the files joined to one message; what does not fit is named in it instead. Most mail servers stop at 10 MB, a third of it lost in encoding.</summary>
    [Range(100_000, 50_000_000)]
    public int MostBytes { get; set; } = 7_000_000;
}
