using System.Text.RegularExpressions;

namespace EndToEnd.Kills;

/// <summary>A run is one trace, whatever processes it lived in.</summary>
public sealed partial class KilledTraceTests
{
    private static readonly DateOnly Date = new(2025, 10, 28);

    /// <summary>
    /// Every span is told as soon as it has ended: those of a killed process that were not yet told are lost with it.
    /// </summary>
    private static readonly string[] Told =
    [
        "--set",
        "OTEL_TRACES_EXPORTER=console",
        "--set",
        "OTEL_BSP_SCHEDULE_DELAY=1",
    ];

    [Fact]
    public async Task Run_KilledInTheMiddle_StaysOneTrace()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                lake,
                "--date",
                $"{Date:yyyy-MM-dd}",
                "--days",
                "2",
                "--events-per-day",
                "60"
            )
        ).ExitCode.ShouldBe(0);

        // By line 80 the run is under way; there are some 600.
        var (killed, first) = await Victim.RunAsync(lake, Date, new(80, TimeSpan.Zero), Told);
        killed.ShouldBe(Killed.Host, first.ToString());
        var (_, second) = await Victim.RunAsync(lake, Date, Moment.Never, Told);
        second.ExitCode.ShouldBe(0, second.ToString());

        var (before, after) = (OfTheRun(first), OfTheRun(second));
        before.Count.ShouldBeGreaterThan(0, first.ToString());
        after.Count.ShouldBeGreaterThan(0, second.ToString());
        before.Concat(after).Select(span => span.TraceId).Distinct().ShouldHaveSingleItem();
        after.ShouldContain(span => span.Name == "orchestration:RunOrchestrator");
    }

    /// <summary>
    /// Spans of the run's orchestrations and activities; reading the lake before and after it is no part of it.
    /// </summary>
    private static List<(string TraceId, string Name)> OfTheRun(Outcome outcome) =>
        [
            .. outcome
                .Errors.Split('\n')
                .Where(line => line.StartsWith("span ", StringComparison.Ordinal) && OfTheRun().IsMatch(line))
                .Select(line => line.Split(' '))
                .Select(words => (words[1], words[4])),
        ];

    [GeneratedRegex(@" durabletask\.task\.instance_id=(\w+-)?commerce-2025-10-28\b")]
    private static partial Regex OfTheRun();
}
