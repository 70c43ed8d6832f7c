using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace EndToEnd.Kills;

/// <summary>
/// A backfill whose process is killed again and again, and asked for again, must leave every night as one does that
/// nobody touched, and pay for nothing twice. By default three kills, the same ones every time;
/// <c>BACKFILL_KILLS=50 KILL_SEED=7</c> in the environment are more, and others.
/// </summary>
public sealed class BackfillKillTests(ITestOutputHelper output)
{
    private const string Rows =
        "SELECT night, service, hour, sessions, unique_users, cart_adds FROM pipeline_history_hourly_traffic ORDER BY night, service, hour";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);
    private static readonly int MostKills = Number("BACKFILL_KILLS", 3);
    private static readonly int Seed = Number("KILL_SEED", 20251028);

    [Fact]
    public async Task Backfill_KilledAtRandomMoments_LeavesEveryNightAndPaysOnce()
    {
        using var folder = new TemporaryFolder();
        var events = folder.File("events");
        var sample = await CommandLine.RunAsync([
            "sample",
            "--lake",
            events,
            "--date",
            "2025-10-28",
            "--days",
            "6",
            "--events-per-day",
            "60",
            "--seed",
            "7",
        ]);
        sample.ExitCode.ShouldBe(0, sample.ToString());
        var untouched = Untouched.Copy(events, folder.File("untouched"));
        var clock = Stopwatch.StartNew();
        (await RunAsync(untouched, killAfter: null)).ShouldBeTrue();
        var whole = clock.Elapsed;
        // Before any query of our own: what is there is the backfill's.
        var paid = await RunTraces.ReadAsync(untouched);
        var expected = await CommandLine.QueryAsync(untouched, Rows);
        // Seeded: the same moments every time.
#pragma warning disable CA5394
        var random = new Random(Seed);
        for (var kills = 0; kills < MostKills; )
        {
            var lake = Untouched.Copy(events, folder.File($"killed-{kills}"));
            while (kills < MostKills && !await RunAsync(lake, whole * random.NextDouble()))
                kills++;
            (await RunAsync(lake, killAfter: null)).ShouldBeTrue();
            output.WriteLine($"{kills} kills");
            var traces = await RunTraces.ReadAsync(lake);
            traces.Created.ShouldBe(paid.Created, "nothing is paid for twice");
            traces.Selected.ShouldBe(paid.Selected);
            traces.Staging.ShouldBeEmpty();
            (await CommandLine.QueryAsync(lake, Rows)).ShouldBe(expected, $"seed {Seed}, after {kills} kills");
            Directory.Delete(lake, recursive: true);
        }
#pragma warning restore CA5394
    }

    /// <summary>Runs the backfill to its end, or kills it; false: it was killed.</summary>
    private static async Task<bool> RunAsync(string lake, TimeSpan? killAfter)
    {
        var info = CommandLine.StartInfo([
            "backfill",
            "--lake",
            lake,
            "--from",
            "2025-10-26",
            "--to",
            "2025-10-28",
            "--query-type",
            "hourly_traffic",
            "--query-type",
            "product_ranking",
            .. KeptNights.Option,
        ]);
        using var process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        var exit = process.WaitForExitAsync();
        await Task.WhenAny(exit, Task.Delay(killAfter ?? TimeLimit, TimeProvider.System));
        var isKilled = !exit.IsCompleted;
        process.Kill();
        await exit;
        if (!isKilled)
            process.ExitCode.ShouldBe(0, await errors);
        else
            killAfter.ShouldNotBeNull($"It did not end within {TimeLimit}: {await errors}");
        return !isKilled;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
