using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.History;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>The steps of a publication by hand. Each can run twice with the same result.</summary>
/// <param name="held">Held versions.</param>
/// <param name="locations">What tables show.</param>
public sealed class PublicationActivities(
    HeldVersions held,
    LocationCheck locations,
    ILogger<PublicationActivities> logger
)
{
    /// <summary>Settles for each table which version it is; changes nothing.</summary>
    /// <param name="input">Which tables of which run.</param>
    [Function(FunctionNames.PlanPublication)]
    public Task<Outcome<TableSteps<HeldStep>>> PlanAsync(
        [ActivityTrigger] StepsInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfRun(input.RunId);
        var of = input.Run.Held!;
        return Attempt.RunAsync(async () =>
        {
            var there = await locations.CheckAsync(input.Run.Places(), cancellationToken);
            var found = await held.FindAsync(of.RunId, [.. input.Run.Tables()], there, cancellationToken);
            var steps = found.Select(one => new HeldStep(
                input.RunId,
                of,
                one.Table.ServiceName,
                one.Table.QueryType,
                one.Refusal is null ? one.Held!.Location : null,
                one.Refusal
            ));
            return new TableSteps<HeldStep>([.. steps], there.Any(table => HistoryTable.Is(table.Name)));
        });
    }

    /// <summary>Publishes one table, in one catalog update.</summary>
    /// <param name="step">Which version.</param>
    [Function(FunctionNames.PublishHeld)]
    public Task<Outcome<StepResult>> PublishAsync([ActivityTrigger] HeldStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        SpanTags.OfTable(step.RunId, step.ServiceName, step.QueryType);
        return Attempt.RunAsync(async () =>
        {
            var (version, isLive) = await held.PublishAsync(step, cancellationToken);
            logger.HeldPublished(step.RunId, version.Table, step.Held.RunId, step.Held.AskedBy);
            return new StepResult(
                version.Rows,
                isLive ? Note(step, version) : HistoryNote(step, version),
                version.ExcludedDays.Count > 0 ? version.ExcludedDays : null,
                isLive
            );
        });
    }

    private static string Note(HeldStep step, TableVersion version)
    {
        var codes = (version.HeldFor ?? []).Select(one => one.Kind is null ? one.Code : $"{one.Code} ({one.Kind})");
        return $"{version.Table} shows {version.ExecutionDate:yyyy-MM-dd} of run {version.RunId}, which the audit had held; {step.Held.AskedBy} asked for it. Accepted with it: {string.Join(", ", codes)}.";
    }

    private static string HistoryNote(HeldStep step, TableVersion version) =>
        $"{version.Table} shows a later date and stays as it is: night {version.ExecutionDate:yyyy-MM-dd} of run {version.RunId}, which the audit had held, is entered into history alone; {step.Held.AskedBy} asked for it.";
}
