using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public sealed class SampleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    private string Logall => Path.Combine(Lake, "commerce-logs", "logall");

    [Fact]
    public async Task Sample_ByDefault_EndsYesterday()
    {
        (await SampleAsync()).ExitCode.ShouldBe(ExitCode.Done);

        Directory.Exists(Path.Combine(Logall, "year=2025", "month=11", "day=19")).ShouldBeTrue();
        Directory.Exists(Path.Combine(Logall, "year=2025", "month=11", "day=18")).ShouldBeTrue();
        Directory.Exists(Path.Combine(Logall, "year=2025", "month=11", "day=20")).ShouldBeFalse();
        Directory.EnumerateDirectories(Path.Combine(Logall, "year=2025", "month=11")).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Sample_WithADate_EndsTheDayBefore()
    {
        (await SampleAsync("--date", "2025-11-01")).ExitCode.ShouldBe(ExitCode.Done);

        Directory.Exists(Path.Combine(Logall, "year=2025", "month=10", "day=31")).ShouldBeTrue();
        Directory.Exists(Path.Combine(Logall, "year=2025", "month=11")).ShouldBeFalse();
    }

    [Fact]
    public async Task Sample_OverAnEarlierSample_ReplacesIt()
    {
        await SampleAsync();

        (await SampleAsync("--date", "2025-11-01")).ExitCode.ShouldBe(ExitCode.Done);

        Directory.Exists(Path.Combine(Logall, "year=2025", "month=11")).ShouldBeFalse();
    }

    [Fact]
    public async Task Sample_OverEventsOfOthers_IsRefusedAndLeavesThem()
    {
        await SampleAsync();
        var foreign = Path.Combine(Logall, "year=2025", "month=11", "day=19", "hour=00", "real.json");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, "{}");

        var outcome = await SampleAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("did not write");
        File.Exists(foreign).ShouldBeTrue();
    }

    [Theory]
    [InlineData("commerce-logs")]
    [InlineData(".sample")]
    public async Task Sample_AFileWhereAFolderShouldBe_IsRefused(string name)
    {
        Directory.CreateDirectory(Lake);
        await File.WriteAllTextAsync(Path.Combine(Lake, name), "a file");

        var outcome = await SampleAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(
            $"sample events cannot be written into the lake '{Lake}' (--lake)",
            Case.Insensitive
        );
        Directory.EnumerateFileSystemEntries(Lake).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Sample_Done_LeavesNothingElseInTheLake()
    {
        await SampleAsync();

        Directory.EnumerateFileSystemEntries(Lake).Select(Path.GetFileName).ShouldBe(["commerce-logs"]);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> SampleAsync(params string[] more) =>
        Shell.RunAsync(["sample", "--lake", Lake, "--days", "2", "--events-per-day", "40", .. more]);
}
