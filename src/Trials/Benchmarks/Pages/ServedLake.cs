using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using FunctionsHost.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>A lake that is open, and a host that serves its pages.</summary>
internal sealed class ServedLake : IAsyncDisposable
{
    private readonly AppHost _host;

    private ServedLake(OpenLake lake, AppHost host)
    {
        (Lake, _host) = (lake, host);
        // A table over the days of 10,000 large reports takes longer than a client waits by itself.
        Http = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Add("x-functions-key", host.Keys.FunctionKey);
    }

    public OpenLake Lake { get; }

    /// <summary>Asks the host, with its key.</summary>
    public HttpClient Http { get; }

    public static async Task<ServedLake> StartAsync(
        LakeFolder folder,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<string>();
        var settings = LocalSettings.From(
            new SettingsLayers(LocalSettings.Schema, problems).AddAssignments(["KeepFinishedDays=3650"]),
            problems
        );
        var lake = await OpenLake.StartAsync(
            settings.LocalAws(folder, 0, TimeSpan.Zero),
            settings.Commerce,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await EventsTable.PrepareAsync(lake.Athena, settings.Commerce, cancellationToken);
        var host = await LakeHost.CreateAsync(
            lake,
            folder.HostFolder,
            settings,
            time,
            new HostMode { Port = 0 },
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        return new(lake, host);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        await Lake.DisposeAsync();
    }
}
