using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>
/// Which nights <c>backfill</c> fills in on a lake whose live tables are older than history would keep by today.
/// </summary>
public sealed class BackfillCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backfill_OfALakeOfLongAgo_CountsFromTheLiveTableAndTellsWhatIsLeftOut()
    {
        await RunAsync("sample", "--days", "3", "--events-per-day", "50", "--date", "2025-10-10");
        string[] one = ["--service", "theshop-brand", "--query-type", "hourly_traffic"];
        (await RunAsync(["run", "--date", "2025-10-10", .. one])).ExitCode.ShouldBe(ExitCode.Done);
        // By today, all of these are too old for 2 nights of history.
        string[] asked = ["backfill", "--set", "HistoryNights=2", .. one];

        var filled = await RunAsync([.. asked, "--from", "2025-10-08", "--to", "2025-10-11"]);
        var refused = await RunAsync([.. asked, "--from", "2025-10-11", "--to", "2025-10-12", "--estimate"]);

        filled.ExitCode.ShouldBe(ExitCode.Done, filled.ToString());
        filled.Error.ShouldContain("1 nights to fill in");
        filled.Error.ShouldContain("1 night is left out (2025-10-08): HistoryNights (2) counts back from 2025-10-10");
        filled.Error.ShouldContain("1 night is left out (2025-10-11): the nightly run brings what is later");
        refused.ExitCode.ShouldBe(ExitCode.Refused, refused.ToString());
        refused.Error.ShouldContain("None of the nights can be filled in. 2 nights are left out");
        refused.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Backfill_OfOneOfTheServices_RefusesAMisspeltOneAndTakesSettingsOfTheOthers()
    {
        await RunAsync("sample", "--days", "2", "--events-per-day", "50", "--date", "2025-10-10");
        string[] one = ["--service", "theshop-brand", "--query-type", "hourly_traffic"];
        (await RunAsync(["run", "--date", "2025-10-10", .. one])).ExitCode.ShouldBe(ExitCode.Done);
        string[] nights = ["--from", "2025-10-09", "--to", "2025-10-09", "--query-type", "hourly_traffic"];

        var misspelt = await RunAsync(["backfill", "--service", "theshop-brnad", .. nights]);
        var other = await RunAsync([
            "backfill",
            "--service",
            "theshop-brand",
            "--estimate",
            "--set",
            "ExcludedDays=theshop-pharmacy:2025-10-08",
            .. nights,
        ]);

        misspelt.ExitCode.ShouldBe(ExitCode.Refused, misspelt.ToString());
        misspelt.Error.ShouldContain("theshop-brnad");
        other.ExitCode.ShouldBe(ExitCode.Done, other.ToString());
    }

    private Task<Outcome> RunAsync(string command, params string[] more) => RunAsync([command, .. more]);

    private Task<Outcome> RunAsync(string[] arguments) =>
        Shell.RunLiveAsync([arguments[0], "--lake", _folder.At("lake"), .. arguments[1..]]);
}
