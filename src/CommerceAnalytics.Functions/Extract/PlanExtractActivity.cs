using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>Looks up which days the extract lacks.</summary>
/// <param name="extracts">The extract's partitions.</param>
/// <param name="session">Names the role session after the run.</param>
public sealed class PlanExtractActivity(IExtractCatalog extracts, RoleSessionName session)
{
    /// <summary>Lays out the statements that the run needs; sees to it that there is a table to publish to.</summary>
    /// <param name="input">What the run is to refresh.</param>
    [Function(FunctionNames.PlanExtract)]
    public Task<Outcome<ExtractWork>> RunAsync(
        [ActivityTrigger] ExtractInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        session.UseRun(input.Run.RunId);
        return Attempt.RunAsync(async () =>
        {
            await extracts.EnsureTableAsync(ExtractTable.Columns(input.Run.Summaries), cancellationToken);
            return Work(input.Run, input.Services, input.Redo, await extracts.ListAsync(cancellationToken));
        });
    }

    /// <summary>The statements that a run needs where the extract holds these days.</summary>
    internal static ExtractWork Work(
        RunScope run,
        IReadOnlyList<ExtractService> services,
        IReadOnlyList<DateOnly> redo,
        IReadOnlyList<ExtractedDay> extracted
    )
    {
        var planner = new ExtractPlanner(run.Settings, run.Summaries);
        var fingerprint = planner.Fingerprint(run.ExecutionDate, run.Events);
        var there = extracted
            .Where(day => day.Fingerprint == fingerprint)
            .Select(day => (day.Day, day.ServiceName))
            .ToHashSet();
        bool IsNew(DateOnly day, ExtractChunk chunk) => chunk.Services.Any(service => !there.Contains((day, service)));
        var wanted = Wanted(planner, run, services);
        var chunks = new ExtractNeed(run.Settings, run.ExecutionDate, fingerprint, redo).Chunks(wanted, extracted);
        var skipped = Skipped(wanted, extracted.Where(day => day.Fingerprint == fingerprint));
        return new(
            [
                .. chunks.Select(
                    (chunk, i) => new ExtractStep(i + 1, chunk, [.. chunk.Days.Where(day => IsNew(day, chunk))])
                ),
            ],
            fingerprint,
            LastDuration(extracted)
        )
        {
            Skipped = skipped.Count == 0 ? null : skipped,
        };
    }

    /// <summary>
    /// What is known of damaged lines of the days that the run uses. A damaged line is of no service: the latest
    /// reading of a day counts.
    /// </summary>
    private static List<SkippedDay> Skipped(
        Dictionary<string, IReadOnlyCollection<DateOnly>> wanted,
        IEnumerable<ExtractedDay> extracted
    )
    {
        bool IsUsed(ExtractedDay day) => wanted.TryGetValue(day.ServiceName, out var days) && days.Contains(day.Day);
        var latest = extracted
            .Where(IsUsed)
            .GroupBy(day => day.Day)
            .Select(day => day.MaxBy(service => service.ExecutionDate)!);
        return [.. latest.OrderBy(day => day.Day).Select(day => day.Skipped).OfType<SkippedDay>()];
    }

    private static Dictionary<string, IReadOnlyCollection<DateOnly>> Wanted(
        ExtractPlanner planner,
        RunScope run,
        IReadOnlyList<ExtractService> services
    ) =>
        services
            .Where(service => service.QueryTypes.Count > 0)
            .ToDictionary(
                service => service.ServiceName,
                service =>
                {
                    var days = service.QueryTypes.SelectMany(queryType =>
                        planner.Days(service.ServiceName, queryType, run.ExecutionDate)
                    );
                    return (IReadOnlyCollection<DateOnly>)days.ToHashSet();
                }
            );

    private static long? LastDuration(IReadOnlyList<ExtractedDay> extracted)
    {
        if (extracted.Count == 0)
            return null;
        return extracted.GroupBy(day => day.ExecutionDate).MaxBy(night => night.Key)!.Max(day => day.QueryMs);
    }
}
