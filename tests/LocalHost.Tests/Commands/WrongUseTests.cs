using System.Net;
using System.Net.Sockets;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>One mistake gives one problem that names it and what to do, exit code 2, and nothing done.</summary>
public sealed class WrongUseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    public static TheoryData<WrongUse> Uses => [.. WrongUses.All];

    [Fact]
    public void Uses_All_AreAtLeastFortyAndNoneTwice()
    {
        WrongUses.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        WrongUses.All.Select(use => use.Typed).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Command_OneMistake_IsToldOnceAndNothingIsDone(WrongUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        _taken.Start();
        await File.WriteAllTextAsync(_folder.At("file"), "");
        await File.WriteAllTextAsync(_folder.At("broken"), "{ \"a\": ");
        Directory.CreateDirectory(_folder.At("lake-there"));
        var there = Content();

        var outcome = await Shell.RunAsync(Arguments(use.Typed));

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Output.ShouldBeEmpty();
        var lines = outcome.Error.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3, outcome.Error);
        lines[0].ShouldEndWith(": nothing was done, there is a problem:");
        lines[1].ShouldContain(use.Told);
        lines[2].ShouldStartWith("See `commerce-analytics ");
        Content().ShouldBe(there);
    }

    [Fact]
    public async Task Serve_OnALakeThatAnotherServeHas_TellsTheLakeAlone()
    {
        // The ports of the other are in use too; they come free with the lake.
        await using var other = await OwnedLake.StartAsync(_folder.At("lake"));
        var outcome = await Shell.RunAsync("serve", "--lake", _folder.At("lake"));
        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.Split('\n').Count(line => line.StartsWith("  - ", StringComparison.Ordinal)).ShouldBe(1);
        outcome.Error.ShouldContain($"in use by process {Environment.ProcessId}");
    }

    [Fact]
    public async Task Help_OfTheProgram_FitsOneScreen()
    {
        foreach (
            var arguments in (string[][])
                [
                    [],
                    ["--help"],
                    ["-h"],
                ]
        )
        {
            var lines = (await Shell.RunAsync(arguments)).Output.TrimEnd().Split('\n');
            lines.Length.ShouldBeLessThanOrEqualTo(24);
            lines.ShouldAllBe(line => line.Length <= 80);
        }
    }

    [Fact]
    public async Task Help_OfACommand_TellsItsOptions() =>
        (await Shell.RunAsync("run", "--help")).Output.ShouldContain("--query-type");

    [Fact]
    public async Task Suggest_ForAShell_NamesCommandsAndOptions()
    {
        (await Shell.RunAsync("[suggest:1]", "s")).Output.Split('\n').ShouldContain("serve");
        (await Shell.RunAsync("[suggest:6]", "run --")).Output.Split('\n').ShouldContain("--query-type");
    }

    public void Dispose()
    {
        _taken.Dispose();
        _folder.Dispose();
    }

    private string[] Arguments(string typed)
    {
        var port = _taken.LocalEndpoint is IPEndPoint { Port: var taken } ? taken : 0;
        var filled = typed
            .Replace("{lake}", _folder.At("lake"), StringComparison.Ordinal)
            .Replace("{file}", _folder.At("file"), StringComparison.Ordinal)
            .Replace("{broken}", _folder.At("broken"), StringComparison.Ordinal)
            .Replace("{taken}", $"{port}", StringComparison.Ordinal);
        return filled.Split(' ');
    }

    private List<string> Content() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
}
