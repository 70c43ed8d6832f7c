using CommerceAnalytics.LocalHost.Commands;
using DurableTask.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>A host's state that this process cannot use: what is said of it, and the exit code.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    private string Store => Path.Combine(Lake, ".localhost", "taskhub.db");

    [Fact]
    public async Task Run_DamagedStore_IsRefusedAndTheStoreLeftAsItIs()
    {
        await SampleAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        await File.WriteAllTextAsync(Store, new string('?', 10_000));

        var outcome = await RunAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain($"The store {Store} is damaged (");
        (await File.ReadAllTextAsync(Store)).ShouldBe(new string('?', 10_000));
    }

    [Fact]
    public async Task Run_StoreOpenElsewhere_IsRefusedAndNamesTheProcess()
    {
        await SampleAsync();
        await using var store = new SqliteOrchestrationService(
            new() { StorePath = Store },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        await store.CreateIfNotExistsAsync();

        var outcome = await RunAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain($"is in use by process {Environment.ProcessId}. Stop that process");
    }

    [Fact]
    public async Task Run_DamagedKeys_FailsAndSaysWhatToDo()
    {
        await SampleAsync();
        var keys = Path.Combine(Path.GetDirectoryName(Store)!, "keys.json");
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        await File.WriteAllTextAsync(keys, "{}");

        var outcome = await RunAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        outcome.Error.ShouldContain($"error: HostKeysUnreadable: The keys of the host in {keys} cannot be used:");
        outcome.Error.ShouldContain(
            "       See that this account may read and write the file, or restore it from a backup."
        );
    }

    [Theory]
    [InlineData("QueryUrl", "https://console.example/history", "{query}")]
    [InlineData("LogUrl", "ftp://logs.example/{run}", "{run}")]
    [InlineData("TraceUrl", "traces/{run}", "{run}")]
    public async Task Run_LinkThatLeadsNowhere_IsRefusedWithItsRemedy(string name, string value, string placeholder)
    {
        var outcome = await Shell.RunAsync("run", "--lake", Lake, "--set", $"{name}={value}");

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain(
            $"LocalHost:{name} is '{value}': it must be an https:// address with {placeholder} in it, or nothing."
        );
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3651")]
    public async Task Run_KeepFinishedDaysOutOfRange_IsRefused(string days)
    {
        var outcome = await Shell.RunAsync("run", "--lake", Lake, "--set", $"KeepFinishedDays={days}");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain($"LocalHost:KeepFinishedDays {days} must be 1 to 3650 days.");
    }

    public void Dispose() => _folder.Dispose();

    private Task<Outcome> SampleAsync() =>
        Shell.RunLiveAsync("sample", "--lake", Lake, "--date", "2025-10-10", "--days", "1", "--events-per-day", "20");

    private Task<Outcome> RunAsync() =>
        Shell.RunLiveAsync(
            "run",
            "--lake",
            Lake,
            "--date",
            "2025-10-10",
            "--service",
            "theshop-brand",
            "--query-type",
            "hourly_traffic"
        );
}
