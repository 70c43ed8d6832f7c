namespace EndToEnd.Kills;

/// <summary>A run that a killed process left unfinished goes on, whatever is asked for next, and that is done too.</summary>
public sealed class OtherRunTests
{
    private static readonly DateOnly Date = new(2025, 10, 28);

    [Fact]
    public async Task Run_AnotherOneWasLeftUnfinished_DoesThatOneAndThenItself()
    {
        using var folder = new TemporaryFolder();
        var lake = folder.File("lake");
        string[] asked = ["--lake", lake, "--date", $"{Date:yyyy-MM-dd}"];
        (await CommandLine.RunAsync(["sample", .. asked, "--days", "2", "--events-per-day", "60"])).ExitCode.ShouldBe(
            0
        );
        var (killed, said) = await Victim.RunAsync(
            lake,
            Date,
            new Moment(4, TimeSpan.Zero),
            "--service",
            "theshop-brand"
        );
        killed.ShouldBe(Killed.Host, said.ToString());

        var next = await CommandLine.RunAsync(["run", .. asked, "--service", "theshop-pharmacy"]);

        next.ExitCode.ShouldBe(0, next.ToString());
        next.Errors.ShouldContain("which a process that was stopped left unfinished, goes on first");
        foreach (var service in (string[])["theshop-brand", "theshop-pharmacy"])
            next.Errors.ShouldContain($"{service}  hourly_traffic  published");
    }
}
