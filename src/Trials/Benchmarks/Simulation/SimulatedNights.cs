using Amazon.Athena;
using Amazon.Glue;
using Amazon.Runtime;
using Amazon.S3;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>
/// The deployed app on the durable engine, with AWS in memory: everything is real but Athena, Glue, S3 and the clock's
/// speed.
/// </summary>
internal sealed class SimulatedNights : IAsyncDisposable
{
    private readonly AppHost _host;
    private readonly AcceleratedTime _time;

    private readonly SimulatedS3 _s3;

    private SimulatedNights(
        AppHost host,
        AcceleratedTime time,
        ApiCalls calls,
        SimulatedAthena athena,
        SimulatedS3 s3
    ) => (_host, _time, Calls, Athena, _s3) = (host, time, calls, athena, s3);

    public ApiCalls Calls { get; }

    public SimulatedAthena Athena { get; }

    /// <param name="folder">For the engine's store.</param>
    /// <param name="settings">The app's settings, by their flat keys below <c>CommerceAnalytics:</c>.</param>
    /// <param name="factor">How much faster than in reality time passes.</param>
    /// <param name="limit">Active queries that the account allows.</param>
    /// <param name="duration">How long a query takes in the simulated time, by its type.</param>
    /// <param name="real">The real clock.</param>
    public static async Task<SimulatedNights> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string?> settings,
        double factor,
        int limit,
        Func<string, TimeSpan> duration,
        TimeProvider real,
        CancellationToken cancellationToken
    )
    {
        var time = new AcceleratedTime(real, real.GetUtcNow(), factor);
        var calls = new ApiCalls(time);
        var glue = new SimulatedGlue(calls);
        var s3 = new SimulatedS3(calls);
        var athena = new SimulatedAthena(time, calls, glue, s3, limit, duration);
        var host = await AppHost.CreateAsync(
            DeployedApp.Options(folder, AppSettings(settings)) with
            {
                Time = time,
                ConfigureServices = services =>
                    services
                        .AddSingleton<AWSCredentials>(new AnonymousAWSCredentials())
                        .AddSingleton<IAmazonAthena>(athena)
                        .AddSingleton<IAmazonGlue>(glue)
                        .AddSingleton<IAmazonS3>(s3),
            },
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        return new(host, time, calls, athena, s3);
    }

    private static Dictionary<string, string?> AppSettings(IReadOnlyDictionary<string, string?> settings) =>
        settings
            .Append(new("ResultsBucket", "simulated"))
            .Select(setting => KeyValuePair.Create($"{CommerceSettings.Section}:{setting.Key}", setting.Value))
            .Append(new("CommerceSchedule", "0 0 4 * * *"))
            .ToDictionary();

    /// <summary>Runs a night to its end, and gives its report; calls and queries are counted from its start.</summary>
    /// <param name="daysAfterToday">0: today's run.</param>
    /// <param name="cancellationToken">Cancels the run in order.</param>
    public async Task<RunReport> NightAsync(int daysAfterToday, CancellationToken cancellationToken)
    {
        Calls.Clear();
        Athena.Forget();
        var settings = _host.Services.GetRequiredService<IOptions<CommerceSettings>>().Value;
        var now = _time.GetUtcNow();
        var request = RunRequest.Resolve(
            new RunRequestInput(ExecutionDate: $"{now.UtcDateTime.Date.AddDays(daysAfterToday):yyyy-MM-dd}"),
            settings,
            now.AddDays(daysAfterToday)
        );
        var run = new LocalRun(_host, new InProcessRuns(_host), _time);
        var runId = await run.StartAsync(request, cancellationToken);
        var report = await run.FollowAsync(runId, _ => { }, cancellationToken);
        // One that was stopped has measured nothing.
        cancellationToken.ThrowIfCancellationRequested();
        return report;
    }

    /// <summary>Fills in nights before the first that was run, and one before them whose data waits to be deleted.</summary>
    /// <param name="services">All services.</param>
    /// <param name="first">The first night that was run.</param>
    /// <param name="nights">How many to show in history.</param>
    public async Task FillPastAsync(
        IReadOnlyList<string> services,
        DateOnly first,
        int nights,
        CancellationToken cancellationToken
    )
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var past = ActivatorUtilities.CreateInstance<PastNights>(scope.ServiceProvider, _s3);
        List<DateOnly> shown = [.. Enumerable.Range(1, nights).Select(ago => first.AddDays(-ago))];
        var (retired, since) = (first.AddDays(-nights - 1), _time.GetUtcNow().AddDays(-1));
        await past.FillAsync(services, first, shown, retired, since, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
