using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Commands on one lake, at once.</summary>
public sealed class SharedLakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Query_ManyAtOnceOnALakeThatNobodyServes_AllGetTheirRows()
    {
        Directory.CreateDirectory(_folder.At("lake"));
        var asked = Enumerable
            .Range(0, 6)
            .Select(number =>
                Shell.RunLiveAsync("query", $"SELECT {number} AS n", "--lake", _folder.At("lake"), "--format", "csv")
            );

        var outcomes = await Task.WhenAll(asked.Select(query => Task.Run(() => query)));

        outcomes.ShouldAllBe(outcome => outcome.ExitCode == ExitCode.Done);
        outcomes.Select(outcome => outcome.Output.TrimEnd('\n', '"')[^1]).ShouldBe("012345");
    }

    public void Dispose() => _folder.Dispose();
}
