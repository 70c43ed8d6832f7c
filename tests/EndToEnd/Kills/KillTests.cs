using System.Globalization;
using Xunit.Abstractions;

namespace EndToEnd.Kills;

/// <summary>
/// The whole pipeline, killed again and again and started again, must leave what a run leaves that nobody touched. By default ten kills,
/// the same ones every time; <c>KILLS=200 KILL_SEED=7</c> in the environment are more, and others.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly DateOnly Date = new(2025, 10, 28);
    private static readonly int Kills = Number("KILLS", 10);
    private static readonly int Seed = Number("KILL_SEED", 20251028);

    [Fact]
    public async Task Run_KilledAtRandomMoments_LeavesWhatAnUntouchedRunLeaves()
    {
        using var folder = new TemporaryFolder();
        var events = folder.File("events");
        (await CommandLine.RunAsync("sample", "--lake", events, "--date", $"{Date:yyyy-MM-dd}", "--days", "4", "--events-per-day", "60", "--seed", "7"))
            .ExitCode.ShouldBe(0);
        var untouched = Untouched.Copy(events, folder.File("untouched"));
        var expected = await RunAsync(untouched, random: null, 0);
        expected.Traces.Rows.Count.ShouldBe(14);
        // Seeded: the same moments every time.
#pragma warning disable CA5394
        var random = new Random(Seed);
#pragma warning restore CA5394

        for (var (round, kills) = (1, 0); kills < Kills; round++)
        {
            var lake = Untouched.Copy(events, Directory.CreateTempSubdirectory("killed-").FullName);
            output.WriteLine($"run {round} on {lake}, which stays when something is wrong");
            var run = await RunAsync(lake, random, Kills - kills);
            kills += run.Kills;
            output.WriteLine($"  killed {run.Kills} times, {kills} in all");
            Untouched.ShouldBeAs(expected.Traces, run.Traces, $"run {round} of seed {Seed}");
            Untouched.ShouldBeComplete(new LakeFiles(lake, Date), run.Traces, $"run {round} of seed {Seed}");
            Directory.Delete(lake, recursive: true);
        }
    }

    /// <summary>Starts the run, kills it, starts it again, until it is over; then looks at what it left.</summary>
    private static async Task<(int Kills, RunTraces Traces)> RunAsync(string lake, Random? random, int mostKills)
    {
        for (var kills = 0; ; kills++)
        {
            var moment = random is not null && kills < mostKills ? Moment.Random(random) : Moment.Never;
            var (wasKilled, outcome) = await Victim.RunAsync(lake, Date, moment);
            if (!wasKilled)
                outcome.ExitCode.ShouldBe(0, outcome.ToString());
            if (!wasKilled || new LakeFiles(lake, Date).RunHasEnded)
                return (wasKilled ? kills + 1 : kills, await RunTraces.ReadAsync(lake));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
