using Quartz;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Infrastructure.Deliveries;
using Soffi.Web.Infrastructure.FollowUp;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>When each job runs. The one list: what is not here never runs by itself.</summary>
public static class Schedule
{
    public static WebApplicationBuilder AddScheduledJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddFollowUpReading();
        services.AddSingleton<MailTransport>().AddScoped<Outbox>();
        services.AddHostedService<SealingAtStop>();
        services.AddQuartz(quartz =>
        {
            Add<MailDelivery>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(20)).RepeatForever()));
            Add<DeliveryJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(30)).RepeatForever()));
            Add<ExportJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(10)).RepeatForever()));
            Add<ExportPurgeJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
            Add<ProgressJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(5)).RepeatForever()));
            Add<SealingJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(5)).RepeatForever()));
            Add<HousekeepingJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
            Add<AccessReviewJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
            Add<ReminderJob>(quartz, every => every.WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
            Add<DormantAccessJob>(quartz, every => Daily(every, 4, 10));
            Add<NavigationPurgeJob>(quartz, every => Daily(every, 3, 10));
            Add<IntegrityJob>(quartz, every => Daily(every, 3, 40));

            void Add<TJob>(IQuartzBuilder to, Action<ITriggerConfigurator> when) where TJob : class, IScheduledJob
            {
                services.AddScoped<TJob>();
                var key = new JobKey(TJob.Name);
                to.AddJob<LeasedJob<TJob>>(job => job.WithIdentity(key));
                to.AddTrigger(trigger =>
                {
                    trigger.ForJob(key).WithIdentity(TJob.Name).StartAt(TimeProvider.System.GetUtcNow().AddSeconds(20));
                    when(trigger);
                });
            }
        });
        if (builder.Configuration.GetValue("Jobs:Enabled", true))
        {
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        }

        return builder;
    }

    private static void Daily(ITriggerConfigurator trigger, int hour, int minute) =>
        trigger.WithCronSchedule($"0 {minute} {hour} * * ?", cron => cron.InTimeZone(ParisTime.Zone));
}
