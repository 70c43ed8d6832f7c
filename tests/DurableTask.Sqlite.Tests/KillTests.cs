using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests;

public sealed class KillTests : IDisposable
{
    // A multiple of it for a longer run by hand.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("SQLITE_KILLS"), out var kills)
        ? kills
        : 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("dtsqlite-kill-").FullName;

    private string StorePath => Path.Combine(_folder, "hub.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kill_AtRandomMoments_EveryEffectIsThereOnce()
    {
        var moments = new Random(20251028);
        var killed = 0;
        while (killed < Kills && !await RunAsync(TimeSpan.FromMilliseconds(moments.Next(5, 250))))
            killed++;

        (await RunAsync(Timeout.InfiniteTimeSpan)).ShouldBeTrue();

        killed.ShouldBe(Kills);
        await ShouldBeWholeAsync();
    }

    /// <summary>
    /// Runs the workload in a process of its own, killed after a while; true when it ended by itself.
    /// </summary>
    private async Task<bool> RunAsync(TimeSpan life)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DurableTask.Sqlite.Workload.dll");
        var start = new ProcessStartInfo("dotnet", [program, "work", StorePath])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestHub.Limit());
        (await process.StandardOutput.ReadLineAsync(TestHub.Limit())).ShouldBe("started");
        var exit = process.WaitForExitAsync(TestHub.Limit());
        try
        {
            await exit.WaitAsync(life);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await exit;
            return false;
        }

        process.ExitCode.ShouldBe(0, await errors);
        return true;
    }

    private async Task ShouldBeWholeAsync()
    {
        await using var service = new SqliteOrchestrationService(
            new() { StorePath = StorePath },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        (await EndAsync(service, KillWork.Collector)).ShouldBe(KillWork.ExpectedCollected);
        for (var number = 0; number < KillWork.Runs; number++)
        {
            (await EndAsync(service, KillWork.RunId(number))).ShouldBe(KillWork.Expected(number));
            var history = JArray.Parse(await service.GetOrchestrationHistoryAsync(KillWork.RunId(number), ""));
            Ids(history, EventType.TaskCompleted, "TaskScheduledId")
                .Order()
                .ShouldBe(Ids(history, EventType.TaskScheduled, "EventId").Order());
        }

        service.Store.Reader.Waiting().ShouldBeEmpty();
        service.Store.Reader.Activities().ShouldBeEmpty();
    }

    private static async Task<int> EndAsync(SqliteOrchestrationService service, string id)
    {
        var state = (await service.GetOrchestrationStateAsync(id, false)).Single();
        state.OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
        return int.Parse(state.Output);
    }

    private static List<int> Ids(JArray history, EventType type, string member) =>
        [
            .. history
                .Where(item => item["EventType"]!.Value<int>() == (int)type)
                .Select(item => item[member]!.Value<int>()),
        ];
}
