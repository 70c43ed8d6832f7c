using CommerceAnalytics.Settings;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>Small logs written by hand, of the service theshop-brand, summarised for 2025-10-28.</summary>
internal static class HandMade
{
    public static readonly DateOnly Date = new(2025, 10, 28);

    /// <summary>An event on 2025-10-27 at the given time.</summary>
    public static LogEvent Event(string time, string body, params (string Name, string? Value)[] attributes) =>
        LogEvent.At($"2025-10-27T{time}Z", body, [("resource.service.name", "theshop-brand"), .. attributes]);

    /// <summary>The summary's own columns: without the service's name and the three dates that every row has.</summary>
    public static async Task<IReadOnlyList<object?[]>> OwnRowsAsync(
        string queryType,
        IEnumerable<LogEvent> log,
        CommerceSettings? settings = null
    )
    {
        using var lake = await SummaryLake.OfAsync(log);
        var rows = await lake.RowsAsync(queryType, "theshop-brand", Date, settings);
        foreach (var row in rows)
            (row[0], row[^2], row[^1]).ShouldBe(("theshop-brand", new DateOnly(2025, 10, 27), Date));
        return [.. rows.Select(row => row[1..^3])];
    }
}
