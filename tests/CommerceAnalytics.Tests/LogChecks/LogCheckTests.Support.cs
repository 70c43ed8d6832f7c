using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.LogChecks;

/// <summary>Asks the checks of a log, and finds one among the answers.</summary>
public partial class LogCheckTests
{
    private static CheckResult Of(IReadOnlyList<CheckResult> results, string check) =>
        results.Single(result => result.Check == check);

    private static async Task<IReadOnlyList<CheckResult>> CheckAsync(
        IReadOnlyList<LogEvent> log,
        string? query = null,
        CommerceSettings? settings = null,
        EventsTableShape? shape = null
    )
    {
        using var lake = await SummaryLake.OfAsync(log, shape);
        return await CheckAsync(lake, query, settings);
    }

    private static async Task<IReadOnlyList<CheckResult>> CheckAsync(
        SummaryLake lake,
        string? query = null,
        CommerceSettings? settings = null
    )
    {
        var (planner, results) = (new CheckPlanner(lake.Of(settings)), new List<CheckResult>());
        foreach (var asked in CheckQueries.All.Where(asked => query is null || asked.Name == query))
        {
            var service = asked.IsOfService ? "theshop-brand" : null;
            var rows = await lake.SelectAsync(planner.Sql(asked, service, HealthyLog.Date, lake.Fit));
            results.AddRange(planner.Judge(asked, service, [.. rows.Select(CheckRow.FromTexts)]));
        }

        return results;
    }
}
