using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.Pages;

/// <summary>
/// A lake with sample events and published tables, and the host that serves it: one for all tests of the pages.
/// </summary>
public sealed partial class ServedLake : IAsyncLifetime
{
    internal const string Date = "2026-03-29";

    private const string WeekBefore = "2026-03-22";

    private readonly TemporaryFolder _folder = new();
    private Support.Serving? _serving;

    internal string Lake => _folder.File("lake");

    internal Support.Serving Serving => _serving!;

    /// <summary>The printed address that lets one browser in.</summary>
    internal string SignIn => SignInLine().Match(Serving.Log).Groups["address"].Value;

    public async Task InitializeAsync()
    {
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                Lake,
                "--date",
                Date,
                "--days",
                "12",
                "--events-per-day",
                "1500",
                "--seed",
                "5"
            )
        ).ExitCode.ShouldBe(0);
        // What moved since a week before needs that night.
        foreach (var night in (string[])[WeekBefore, Date])
        {
            var run = await CommandLine.RunAsync("run", "--lake", Lake, "--date", night);
            run.ExitCode.ShouldBe(0, run.ToString());
        }

        _serving = await Support.Serving.StartAsync(Lake);
    }

    public async Task DisposeAsync()
    {
        if (_serving is not null)
            await _serving.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"^open (?<address>\S+) \(lets one browser in", RegexOptions.Multiline)]
    private static partial Regex SignInLine();

    internal async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var response = await Serving.Http.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
