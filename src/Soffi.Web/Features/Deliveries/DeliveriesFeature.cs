using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Deliveries;

namespace Soffi.Web.Features.Deliveries;

/// <summary>What the deliveries to the recipients by law need.</summary>
public static class DeliveriesFeature
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddScoped<DeliveryQueries>()
        .AddScoped<DeliveryQueueQueries>()
        .AddScoped<DeliveryRegister>()
        .AddScoped<RecipientRegister>()
        .AddScoped<DeliveryParcels>();
}
