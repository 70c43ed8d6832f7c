using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AzureStorage;
using EndToEnd.Kills;
using Xunit.Abstractions;

namespace EndToEnd.TwoHosts;

using Serving = EndToEnd.Support.Serving;

/// <summary>
/// Two hosts on one task hub, as in Azure. By default two kills at the same moments every time; <c>HOST_KILLS=20
/// KILL_SEED=7</c> in the environment are more, and others.
/// </summary>
public sealed class TwoHostsTests(ITestOutputHelper output)
{
    private static readonly DateOnly Date = new(2025, 10, 28);
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(10);
    private static readonly int Kills = Number("HOST_KILLS", 2);
    private static readonly int Seed = Number("KILL_SEED", 20251028);

    [AzuriteFact]
    public async Task Run_WhoseHostsAreKilledAtRandomMoments_LeavesWhatAnUntouchedRunLeaves()
    {
        using var folder = new TemporaryFolder();
        var events = await EventsAsync(folder);
        var untouched = Untouched.Copy(events, folder.File("untouched"));
        (await CommandLine.RunAsync("run", "--lake", untouched, "--date", $"{Date:yyyy-MM-dd}")).ExitCode.ShouldBe(0);
        var expected = await RunTraces.ReadAsync(untouched);
        // Seeded: the same moments every time, as far as the machine lets them be.
#pragma warning disable CA5394
        var random = new Random(Seed);
#pragma warning restore CA5394

        for (var kills = 0; kills < Kills; kills += 2)
        {
            var which = $"after {kills} kills of seed {Seed}";
            var lake = Untouched.Copy(events, Directory.CreateTempSubdirectory("two-hosts-").FullName);
            output.WriteLine($"{which}: {lake}, which stays when something is wrong");
            await RunAsync(lake, random);
            var traces = await RunTraces.ReadAsync(lake);
            Untouched.ShouldBeAs(expected, traces, which);
            Untouched.ShouldBeComplete(new LakeFiles(lake, Date), traces, which);
            Directory.Delete(lake, recursive: true);
        }
    }

    [AzuriteFact]
    public async Task Starts_OfOneDateAtTheSameMomentOnBothHosts_OneIsTakenAndOneRefused()
    {
        using var folder = new TemporaryFolder();
        await using var hosts = await Hosts.StartAsync(await EventsAsync(folder), count: 2);
        List<HttpStatusCode[]> answers = [];

        for (var day = 0; day < 4; day++)
        {
            // Not the same request: the bodies differ, and so do the inputs of the runs.
            var starts = await Task.WhenAll(
                StartAsync(hosts[0], Date.AddDays(day), force: false),
                StartAsync(hosts[1], Date.AddDays(day), force: true)
            );
            answers.Add([.. starts.Order()]);
        }

        answers.ShouldAllBe(pair => pair.SequenceEqual(new[] { HttpStatusCode.Accepted, HttpStatusCode.Conflict }));
    }

    [AzuriteFact]
    public async Task Log_OfARunOfFourteenTables_IsShort()
    {
        using var folder = new TemporaryFolder();
        await using var hosts = await Hosts.StartAsync(await EventsAsync(folder), count: 1);
        var before = hosts[0].Log.Split('\n').Length;

        (await StartAsync(hosts[0], Date, force: false)).ShouldBe(HttpStatusCode.Accepted);
        await EndOfAsync(hosts[0], Date);

        var lines = hosts[0].Log.Split('\n').Skip(before).ToList();
        lines
            .Count(line =>
                line.Contains(" info: ", StringComparison.Ordinal) || line.Contains(" warn: ", StringComparison.Ordinal)
            )
            .ShouldBeInRange(14, 300);
        lines.ShouldNotContain(line => line.Contains(" fail: ", StringComparison.Ordinal));
    }

    /// <summary>
    /// Kills two hosts in the course of one run, one now and one later, whichever: each is replaced at once.
    /// </summary>
    private async Task RunAsync(string lake, Random random)
    {
        await using var hosts = await Hosts.StartAsync(lake, count: 2, Visibility);
        (await StartAsync(hosts[0], Date, force: false)).ShouldBe(HttpStatusCode.Accepted);
        for (var kill = 0; kill < 2; kill++)
        {
            var (victim, after) = (random.Next(2), TimeSpan.FromMilliseconds(random.Next(6000)));
            await Task.Delay(after, TimeProvider.System);
            output.WriteLine($"  host {victim} is killed {after.TotalMilliseconds:0} ms after the last event");
            await hosts.ReplaceAsync(victim);
        }

        await EndOfAsync(hosts[0], Date);
    }

    private static async Task<string> EventsAsync(TemporaryFolder folder)
    {
        var events = folder.File("events");
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                events,
                "--date",
                $"{Date:yyyy-MM-dd}",
                "--days",
                "4",
                "--events-per-day",
                "60",
                "--seed",
                "7"
            )
        ).ExitCode.ShouldBe(0);
        return events;
    }

    private static async Task<HttpStatusCode> StartAsync(Serving host, DateOnly date, bool force)
    {
        using var answer = await host.Http.PostAsJsonAsync(
            "api/runs",
            new { execution_date = $"{date:yyyy-MM-dd}", force }
        );
        return answer.StatusCode;
    }

    private static async Task EndOfAsync(Serving host, DateOnly date)
    {
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var report = await host.GetAsync($"api/runs/commerce-{date:yyyy-MM-dd}");
            if (
                report.TryGetProperty("finished_at", out var finished)
                && finished.ValueKind != System.Text.Json.JsonValueKind.Null
            )
                return;
            await tick.WaitForNextTickAsync(timeLimit.Token);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
