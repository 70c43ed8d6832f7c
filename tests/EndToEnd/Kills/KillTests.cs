using System.Globalization;
using Xunit.Abstractions;

namespace EndToEnd.Kills;

/// <summary>
/// The whole pipeline, whose host, worker or both are killed again and again and started again, must leave what a run
/// leaves that nobody touched. By default ten kills, the same ones every time; <c>KILLS=200 KILL_SEED=7</c> in the
/// environment are more, and others.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly DateOnly Date = new(2025, 10, 28);
    private static readonly int MostKills = Number("KILLS", 10);
    private static readonly int Seed = Number("KILL_SEED", 20251028);

    [Fact]
    public async Task Run_KilledAtRandomMoments_LeavesWhatAnUntouchedRunLeaves()
    {
        using var folder = new TemporaryFolder();
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
        var untouched = Untouched.Copy(events, folder.File("untouched"));
        var expected = await RunAsync(untouched, random: null, 0);
        expected.Traces.Rows.Count.ShouldBe(15);
        // Seeded: the same moments every time.
#pragma warning disable CA5394
        var random = new Random(Seed);
#pragma warning restore CA5394

        var kills = new Kills(0, 0, 0);
        for (var round = 1; kills.InAll < MostKills; round++)
        {
            var lake = Untouched.Copy(events, Directory.CreateTempSubdirectory("killed-").FullName);
            output.WriteLine($"run {round} on {lake}, which stays when something is wrong");
            var run = await RunAsync(lake, random, MostKills - kills.InAll);
            kills = kills.Plus(run.Kills);
            output.WriteLine($"  killed: {run.Kills}; in all: {kills}");
            Untouched.ShouldBeAs(expected.Traces, run.Traces, $"run {round} of seed {Seed}");
            Untouched.ShouldBeComplete(new LakeFiles(lake, Date), run.Traces, $"run {round} of seed {Seed}");
            Directory.Delete(lake, recursive: true);
        }
    }

    /// <summary>Starts the run, kills it, starts it again, until it is over; then looks at what it left.</summary>
    private static async Task<(Kills Kills, RunTraces Traces)> RunAsync(string lake, Random? random, int mostKills)
    {
        var kills = new Kills(0, 0, 0);
        while (true)
        {
            var moment = random is not null && kills.InAll < mostKills ? Moment.Random(random) : Moment.Never;
            var (killed, outcome) = await Victim.RunAsync(lake, Date, moment);
            kills = kills.With(killed);
            var hostWasKilled = killed.HasFlag(Killed.Host);
            if (!hostWasKilled)
                outcome.ExitCode.ShouldBe(0, outcome.ToString());
            if (!hostWasKilled || new LakeFiles(lake, Date).RunHasEnded)
                return (kills, await RunTraces.ReadAsync(lake));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    /// <summary>How often which processes were killed.</summary>
    private sealed record Kills(int Host, int Worker, int Both)
    {
        public int InAll => Host + Worker + Both;

        public Kills With(Killed killed) =>
            killed switch
            {
                Killed.Host => this with { Host = Host + 1 },
                Killed.Worker => this with { Worker = Worker + 1 },
                Killed.Both => this with { Both = Both + 1 },
                _ => this,
            };

        public Kills Plus(Kills others) => new(Host + others.Host, Worker + others.Worker, Both + others.Both);

        public override string ToString() => $"{Host} hosts, {Worker} workers, {Both} both";
    }
}
