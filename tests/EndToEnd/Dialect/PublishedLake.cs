namespace EndToEnd.Dialect;

/// <summary>
/// A lake with sample events on which the program has done all that it does with Athena: one for all tests here.
/// </summary>
public sealed class PublishedLake : IAsyncLifetime
{
    /// <summary>Commands that send statements of their own, besides <c>run</c>.</summary>
    private static readonly string[] Askers = ["check", "status"];

    private const string Date = "2026-03-29";

    private readonly TemporaryFolder _folder = new();

    internal string Lake => _folder.File("lake");

    internal string Report => _folder.File("report.json");

    internal string File(string name) => _folder.File(name);

    public async Task InitializeAsync()
    {
        if (NodeProject.Dialect.Missing is not null)
            return;
        await ExitsWithAsync(
            [0],
            "sample",
            "--lake",
            Lake,
            "--date",
            Date,
            "--days",
            "8",
            "--events-per-day",
            "300",
            "--seed",
            "11"
        );
        await ExitsWithAsync([0], "run", "--lake", Lake, "--date", Date, "--json", Report);
        foreach (var asker in Askers)
            await ExitsWithAsync([0, 1], asker, "--lake", Lake, "--date", Date);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private static async Task ExitsWithAsync(int[] codes, params string[] arguments)
    {
        var outcome = await CommandLine.RunAsync(arguments);
        codes.ShouldContain(outcome.ExitCode, outcome.ToString());
    }
}
