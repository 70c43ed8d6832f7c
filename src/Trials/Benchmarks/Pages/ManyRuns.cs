using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Trials.Benchmarks.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>
/// Makes of a lake with one run one with very many: instances of the run orchestrator, and their reports. Nothing may
/// be open.
/// </summary>
/// <param name="lake">A lake whose only run is of <paramref name="date"/>.</param>
/// <param name="date">Its execution date.</param>
/// <param name="shops">Shops that copies are of: its own, and so many more of other names.</param>
internal sealed class ManyRuns(LakeFolder lake, DateOnly date, int shops)
{
    /// <summary>Dates that runs are spread over: within what the default of MinDataDate lets the list show.</summary>
    private const int Dates = 400;

    // Every tenth run has failed.
    private const int FailedEvery = 10;

    private readonly string _reports = Path.Combine(
        lake.FullPath,
        LocalSettings.ResultsBucket,
        new CommerceSettings().SummaryPrefix,
        "pipeline",
        "runs"
    );

    private string RunId => Id(date, 1);

    /// <summary>Copies the run until there are so many: the newest dates first, evenly over each day.</summary>
    public async Task MakeAsync(int runs, CancellationToken cancellation)
    {
        var time = new SetTime();
        await using var hub = await BenchHub.StartAsync(
            Path.Combine(lake.HostFolder, "taskhub.db"),
            new CopiedRuns(),
            time
        );
        var original =
            await hub.Client.GetInstanceAsync(RunId, getInputsAndOutputs: true, cancellation)
            ?? throw new InvalidOperationException($"There is no run {RunId} to copy.");
        var report = RunReportJson.Read(await File.ReadAllTextAsync(PathOf(RunId), cancellation));
        // The nights read the reports of runs that failed alone; the others would be much to write for nothing.
        var ofAll = report with
        {
            Services =
            [
                .. Shops(
                    report.Services,
                    service => service.ServiceName,
                    (service, name) => service with { ServiceName = name }
                ),
            ],
        };
        var aDay = (runs + Dates - 1) / Dates;
        for (var copy = 1; copy < runs; copy++)
        {
            var day = date.AddDays(-1 - ((copy - 1) / aDay));
            var id = Id(day, aDay - ((copy - 1) % aDay));
            var earlier = TimeSpan.FromDays((double)copy / aDay);
            time.Now = original.CreatedAt - earlier;
            await ShowAsync(hub.Client, original, id, day, copy % FailedEvery == 0, cancellation);
            await WriteAsync(copy % FailedEvery == 0 ? ofAll : report, id, day, earlier, cancellation);
        }
    }

    /// <summary>Names of all shops: its own, then the others.</summary>
    /// <param name="own">The shops of the run.</param>
    public IEnumerable<string> Shops(IReadOnlyList<string> own) => Shops(own, name => name, (_, name) => name);

    private IEnumerable<T> Shops<T>(IReadOnlyList<T> own, Func<T, string> nameOf, Func<T, string, T> named) =>
        Enumerable
            .Range(0, Math.Max(shops, own.Count))
            .Select(i => (Shop: own[i % own.Count], Round: i / own.Count))
            .Select(one => one.Round == 0 ? one.Shop : named(one.Shop, $"{nameOf(one.Shop)}-{one.Round}"));

    private static string Id(DateOnly day, int number)
    {
        var first = $"commerce-{day:yyyy-MM-dd}";
        return number == 1 ? first : $"{first}-{number}";
    }

    private async Task ShowAsync(
        DurableTaskClient client,
        OrchestrationMetadata original,
        string id,
        DateOnly day,
        bool fails,
        CancellationToken cancellation
    )
    {
        var asked = original.ReadInputAs<RunInput>()!.Request;
        var request = asked with { ExecutionDate = day, ServiceNames = [.. Shops(asked.ServiceNames)] };
        var copy = new CopiedRun(
            Of(original.SerializedCustomStatus),
            Of(original.SerializedOutput),
            fails,
            request,
            Scheduled: true
        );
        await client.ScheduleNewOrchestrationInstanceAsync(
            FunctionNames.RunOrchestrator,
            copy,
            new StartOrchestrationOptions(id),
            cancellation
        );
        await client.WaitForInstanceCompletionAsync(id, cancellation);

        string Of(string? text) =>
            (text ?? "null")
                .Replace(RunId, id, StringComparison.Ordinal)
                .Replace($"{date:yyyy-MM-dd}", $"{day:yyyy-MM-dd}", StringComparison.Ordinal);
    }

    private Task WriteAsync(RunReport report, string id, DateOnly day, TimeSpan earlier, CancellationToken cancellation)
    {
        var copy = report with
        {
            RunId = id,
            ExecutionDate = day,
            StartedAt = report.StartedAt - earlier,
            FinishedAt = report.FinishedAt - earlier,
        };
        return File.WriteAllTextAsync(PathOf(id), RunReportJson.Write(copy), cancellation);
    }

    private string PathOf(string id) => Path.Combine(_reports, $"{id}.json");

    /// <summary>A clock that shows what it is set to: the copies are of earlier days.</summary>
    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
