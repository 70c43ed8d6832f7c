using System.Net.Http.Json;
using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>
/// What a person's first visit of the monitor asks for: the page, the list, the last nights, the newest run. A host that has just
/// started runs all of that code for the first time, and compiles it; <c>serve</c> visits its own monitor once, so that
/// no person waits for that. Nothing is kept of the answers.
/// </summary>
internal static class FirstVisit
{
    /// <summary>
    /// Visits once, as far as there is something to see. Never throws: whatever goes wrong here, a person is told of
    /// when they ask.
    /// </summary>
    /// <param name="host">Asks the host, with a key.</param>
    /// <param name="cancellation">Gives up, as when the host stops.</param>
    public static async Task MakeAsync(HttpClient host, CancellationToken cancellation)
    {
        try
        {
            foreach (var file in (string[])["monitor", "pages/monitor/main.js", "sign-in"])
                await host.GetByteArrayAsync(file, cancellation);
            var page = await host.GetFromJsonAsync<JsonElement>("api/runs?page_size=1", cancellation);
            foreach (var run in page.GetProperty("runs").EnumerateArray())
                await SeeRunAsync(host, run.GetProperty("run_id").GetString()!, cancellation);
            await host.GetByteArrayAsync("pages/monitor/nights", cancellation);
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or OperationCanceledException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
            )
        {
            // A run that was purged meanwhile, LocalAws that is told to fail, the host's end: nobody waits for this.
        }
    }

    /// <summary>The three requests of a run's page, one after the other.</summary>
    /// <exception cref="HttpRequestException">One of them was refused.</exception>
    public static async Task SeeRunAsync(HttpClient host, string runId, CancellationToken cancellation)
    {
        var report = await host.GetFromJsonAsync<JsonElement>($"api/runs/{runId}", cancellation);
        await host.GetByteArrayAsync($"pages/monitor/runs/{runId}", cancellation);
        var ids = report
            .GetProperty("services")
            .EnumerateArray()
            .SelectMany(service => service.GetProperty("tables").EnumerateArray())
            .Select(table => table.GetProperty("query_execution_id").GetString())
            .Where(id => id is not null);
        using var queries = await host.PostAsJsonAsync("pages/monitor/queries", ids, cancellation);
        queries.EnsureSuccessStatusCode();
    }
}
