using System.Net.Http.Json;
using System.Text.Json;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>What the dashboard asks a host for, with the longest range that it offers.</summary>
/// <param name="http">A client of the host.</param>
/// <param name="date">The newest night.</param>
internal sealed class PanelQuestions(HttpClient http, DateOnly date, TimeProvider time)
{
    /// <summary>Each panel alone, once: the first time is what a person waits for.</summary>
    public Task<Latencies> EachAsync() => AskAsync(DashboardFile.Shipped.Panels);

    /// <summary>What is asked for at once before the first screen is whole.</summary>
    public async Task<Latencies> FirstScreenAsync()
    {
        var start = time.GetTimestamp();
        await Task.WhenAll(FirstPanels().Select(panel => AskAsync([panel])));
        return Latencies.Of([time.GetElapsedTime(start)]);
    }

    /// <summary>Those below the dashboard's first heading.</summary>
    private static IReadOnlyList<int> FirstPanels()
    {
        using var dashboard = JsonDocument.Parse(DashboardFile.Shipped.Json);
        return
        [
            .. dashboard
                .RootElement.GetProperty("panels")
                .EnumerateArray()
                .Skip(1)
                .TakeWhile(panel => !panel.GetProperty("type").ValueEquals("row"))
                .Select(panel => panel.GetProperty("id").GetInt32()),
        ];
    }

    private async Task<Latencies> AskAsync(IEnumerable<int> panels)
    {
        var values = Values();
        var times = new List<TimeSpan>();
        foreach (var panel in panels)
        {
            var start = time.GetTimestamp();
            using var answer = await http.PostAsJsonAsync($"pages/dashboard/panels/{panel}", values);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"Panel {panel}: {await answer.Content.ReadAsStringAsync()}");
            times.Add(time.GetElapsedTime(start));
        }

        return Latencies.Of(times);
    }

    private Dictionary<string, string> Values() =>
        new()
        {
            ["service"] = "theshop_brand",
            ["action"] = "x",
            ["category"] = "x",
            ["summary"] = SummaryCatalog.All[0].QueryType,
            ["period"] = "7",
            ["compare"] = "7",
            ["night"] = $"{date:yyyy-MM-dd}",
            ["product"] = "",
            ["term"] = "",
            [Interpolation.From] = $"{date.AddDays(-400):yyyy-MM-dd}T00:00:00Z",
            [Interpolation.To] = $"{date:yyyy-MM-dd}T23:59:59Z",
        };
}
