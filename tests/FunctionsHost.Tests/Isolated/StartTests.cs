using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated;

/// <summary>Workers that do not get ready.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_AppThatThrowsAtItsStart_TellsWhatItPrinted()
    {
        var failure = await Should.ThrowAsync<WorkerStartException>(() =>
            StartAsync(("Sample:FailAtStart", "No flour."))
        );

        failure.Message.ShouldStartWith("The worker ended with exit code 134 before it was ready. It printed:");
        failure.Message.ShouldContain("System.InvalidOperationException: No flour.");
    }

    [Fact]
    public async Task Start_AppThatNeverConnects_IsGivenUp()
    {
        var failure = await Should.ThrowAsync<WorkerStartException>(() =>
            StartAsync(("Sample:HangAtStart", "true"), timeout: TimeSpan.FromSeconds(2))
        );

        failure.Message.ShouldBe("The worker was not ready within 2 s. It printed nothing.");
    }

    [Fact]
    public async Task Start_GivenUpByItsCaller_LeavesNoWorker()
    {
        using var folder = new TempFolder();
        using var giving = new CancellationTokenSource();
        var record = Path.Combine(folder.Path, "worker.json");
        using var recorded = new FileSystemWatcher(folder.Path, "worker.json");
        var seen = new TaskCompletionSource();
        recorded.Renamed += (_, _) => seen.TrySetResult();
        recorded.EnableRaisingEvents = true;
        await using var worker = HangingWorker(folder.Path);

        var starting = worker.StartAsync(giving.Token);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var process = RecordedWorker.Read(record);
        process.IsRunning().ShouldBeTrue();
        await giving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => starting);
        process.IsRunning().ShouldBeFalse();
    }

    private static FunctionsHost.Isolated.IsolatedWorker HangingWorker(string stateFolder)
    {
        var options = new FunctionsHost.Isolated.IsolatedWorkerOptions
        {
            AppFolder = SampleApp.Folder,
            StateFolder = stateFolder,
            Loggers = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            Settings = new Dictionary<string, string> { ["Sample:HangAtStart"] = "true" },
        };
        return new(options, new NoDurable());
    }

    private static async Task StartAsync((string Name, string Value) setting, TimeSpan? timeout = null)
    {
        await using var host = await TestHost.StartAsync(options =>
            options with
            {
                Settings = new Dictionary<string, string> { [setting.Name] = setting.Value },
                StartTimeout = timeout ?? options.StartTimeout,
            }
        );
    }
}
