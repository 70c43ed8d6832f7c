using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>What people ask for by hand, and what is told to them.</summary>
internal static partial class HistoryScenarios
{
    private static IEnumerable<KeptHistory> RolledBack()
    {
        var pipeline = New();
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.RunToEnd();
        pipeline.Hub.Run();
        var id = pipeline.Start(Rollback(pipeline));
        pipeline.Hub.Run(() => pipeline.Hub.Activities.Contains(FunctionNames.RollBackTable));
        yield return Run("run-rolling-back", "half-way: one table is back at the version before", pipeline, id);
        pipeline.Hub.Run();
        yield return Run(
            "run-rolled-back",
            "a run that pointed all tables of a service back to the version before",
            pipeline,
            id
        );
        id = pipeline.Start(Rollback(pipeline));
        pipeline.Hub.Run();
        yield return Run("run-not-rolled-back", "a rollback that found no version before", pipeline, id);
    }

    private static IEnumerable<KeptHistory> Backfilled()
    {
        var pipeline = New();
        var yesterday = $"{Pipeline.Today.AddDays(-1):yyyy-MM-dd}";
        pipeline.StartBackfill(new(yesterday, yesterday));
        pipeline.Hub.Run(() => pipeline.Athena.Active == 2);
        var backfill = Only(pipeline, FunctionNames.BackfillOrchestrator);
        yield return KeptHistory.Of("backfill-building", "half-way: its night is being built", backfill);
        pipeline.Hub.Run();
        yield return KeptHistory.Of(
            "backfill-night",
            "a backfill up to where it starts anew for the next night",
            backfill,
            backfill.Past[0]
        );
        yield return KeptHistory.Of("backfill-done", "a backfill that found no night any more", backfill);
        var night = Only(pipeline, FunctionNames.RunOrchestrator).Id;
        yield return Run("run-past-night", "a run that built a night for history alone", pipeline, night);
    }

    private static IEnumerable<KeptHistory> Alerted()
    {
        var pipeline = New(settings => settings with { AlertWebhookUrl = "https://example.com/hook" });
        pipeline.Webhook.Refusal = new("WebhookUnreachable", "nobody there", "Look.", RetryAdvice.AfterWaiting);
        pipeline.Athena.Ending = (_, _, _) => Wrong;
        pipeline.RunToEnd();
        pipeline.Hub.Run(() => pipeline.Hub.Activities.Count(name => name == FunctionNames.SendAlert) == 2);
        var alert = Only(pipeline, FunctionNames.AlertOrchestrator);
        yield return KeptHistory.Of("alert-waiting", "half-way: the webhook was not there twice", alert);
        pipeline.Webhook.Refusal = null;
        pipeline.Hub.Run();
        yield return KeptHistory.Of("alert-sent", "an alert that got through at the third attempt", alert);
    }

    private static IEnumerable<KeptHistory> Told()
    {
        var pipeline = New(settings => settings with { DigestWebhookUrl = "https://example.com/hook" });
        pipeline.Webhook.Refusal = new("WebhookUnreachable", "nobody there", "Look.", RetryAdvice.AfterWaiting);
        pipeline.RunToEnd();
        pipeline.Hub.Run(() => pipeline.Hub.Activities.Count(name => name == FunctionNames.SendDigest) == 2);
        var digest = Only(pipeline, FunctionNames.DigestOrchestrator);
        yield return KeptHistory.Of("digest-waiting", "half-way: the webhook was not there twice", digest);
        pipeline.Webhook.Refusal = null;
        pipeline.Hub.Run();
        yield return KeptHistory.Of("digest-sent", "a night's digest that got through at the third attempt", digest);
    }

    private static RunInput Publication(Pipeline pipeline, string runId)
    {
        var tables = pipeline.Services.GetRequiredService<HeldTables>();
        var asked = tables.FindAsync(pipeline.Hub.Client, runId, [], "Kim", CancellationToken.None);
        return asked.GetAwaiter().GetResult().Input!;
    }

    private static RunInput Rollback(Pipeline pipeline) =>
        RunInput.Rollback(
            RunRequest.Resolve(
                new RunRequestInput(["shop-a"], QueryTypes: ["hourly_traffic", "product_ranking"]),
                pipeline.Settings,
                pipeline.Time.GetUtcNow()
            )
        );
}
