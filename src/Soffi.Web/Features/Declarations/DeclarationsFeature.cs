using FluentValidation;
using FluentValidation.AspNetCore;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.Previews;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Declarations;

/// <summary>What the pages of statements are made of.</summary>
public static class DeclarationsFeature
{
    public static IServiceCollection AddDeclarations(this IServiceCollection services)
    {
        services.AddOptions<UploadLimits>().BindConfiguration(UploadLimits.Section);
        return services.AddFluentValidationAutoValidation() // ADR 5: posted models come to their action validated.
            .AddSingleton<FormCorrectionNotes>()
            .AddSingleton<GridTemplates>()
            .AddSingleton<EntryPages>()
            .AddSingleton<CellAnswers>()
            .AddScoped<HeldPosts>()
            .AddScoped<StatementGate>()
            .AddScoped<DeclarationQueries>()
            .AddScoped<CadrePresences>()
            .AddScoped<EntrySaves>()
            .AddHostedService<EntryRehearsal>()
            .AddScoped<CarryOvers>()
            .AddScoped<CadreCarryOvers>()
            .AddScoped<CellQueries>()
            .AddScoped<CellYears>()
            .AddScoped<CellPages>()
            .AddScoped<CompletenessQueries>()
            .AddScoped<CompletenessPages>()
            .AddScoped<CadreJudgements>()
            .AddScoped<ConversationQueries>()
            .AddScoped<Conversations>()
            .AddScoped<ExplanationSaves>()
            .AddScoped<PastExplanations>()
            .AddScoped<WideningAsks>()
            .AddScoped<FindingsPages>()
            .AddScoped<DocumentSaves>()
            .AddSingleton<WorkbookToken>()
            .AddScoped<WorkbookImports>()
            .AddScoped<DocumentReads>()
            .AddSingleton<DocumentPreviews>()
            .AddScoped<SignatureReadings>()
            .AddScoped<SignaturePages>()
            .AddScoped<ReceiptMails>()
            .AddScoped<ReceiptResending>()
            .AddScoped<Submissions>()
            .AddSingleton<IValidator<ExplanationRequest>, ExplanationRequestValidator>()
            .AddSingleton<IValidator<SignatureRequest>, SignatureRequestValidator>();
    }
}
