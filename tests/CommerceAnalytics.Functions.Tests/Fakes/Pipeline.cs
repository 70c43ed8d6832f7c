using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The whole app on the virtual hub, with AWS by script. It is 2025-10-28, 04:00 UTC.</summary>
internal sealed class Pipeline
{
    public static readonly DateOnly Today = new(2025, 10, 28);

    private readonly ServiceProvider _services;

    public Pipeline(Func<CommerceSettings, CommerceSettings>? with = null, string schedule = "0 0 4 * * *")
    {
        var settings = new CommerceSettings { ServiceNames = ["shop-a", "shop-b"], ResultsBucket = "results" };
        Settings = with is null ? settings : with(settings);
        Catalog.Summaries = SummarySet.WithDisabled(Settings);
        Athena = new(Time, Catalog, Store);
        History = new(Catalog);
        Archive = new(Store);
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder().AddInMemoryCollection([new("CommerceSchedule", schedule)]).Build()
            )
            .AddSingleton(Options.Create(Settings))
            .AddSingleton<IQueryExecutions>(Athena)
            .AddSingleton<ITableCatalog>(Catalog)
            .AddSingleton<IWorkGroups>(Catalog)
            .AddSingleton<IExtractCatalog>(Extracts)
            .AddSingleton<IExtractBuilds>(ExtractBuilds)
            .AddSingleton<IHistoryCatalog>(History)
            .AddSingleton<IVersionArchive>(Archive)
            .AddSingleton<IDaySizes>(Sizes)
            .AddSingleton<IEventObjects>(Log)
            .AddSingleton<ISummaryStore>(Store)
            .AddSingleton<IQueryResults>(Store)
            .AddSingleton<ICallerIdentity>(Caller)
            .AddSingleton<IManagementPayloads, FakePayloads>()
            .AddSingleton<IAlertWebhook>(Webhook)
            .AddSingleton<StartNonces, CountedNonces>()
            .AddSingleton<RoleSessionName>();
        CommerceAnalyticsApp.AddFunctions(collection);
        _services = collection.BuildServiceProvider();
        Hub = new(Time, _ => _services);
    }

    public JumpingTime Time { get; } = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));

    public CommerceSettings Settings { get; }

    public FakeCatalog Catalog { get; } = new();

    public FakeExtracts Extracts { get; } = new();

    public FakeExtractBuilds ExtractBuilds { get; } = new();

    public FakeStore Store { get; } = new();

    public FakeDaySizes Sizes { get; } = new();

    public FakeEventObjects Log { get; } = new();

    public FakeCaller Caller { get; } = new();

    public FakeHistory History { get; }

    public FakeArchive Archive { get; }

    public FakeAthena Athena { get; }

    public FakeWebhook Webhook { get; } = new();

    public VirtualHub Hub { get; }

    public T New<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    public IServiceProvider Services => _services;

    public RunInput Input(DateOnly? date = null, bool force = false) =>
        new(
            RunRequest.Resolve(
                new RunRequestInput(ExecutionDate: $"{date ?? Today:yyyy-MM-dd}", Force: force),
                Settings,
                Time.GetUtcNow()
            )
        );

    /// <summary>Starts a run; nothing happens until the hub runs.</summary>
    public string Start(RunInput? input = null, StartKind kind = StartKind.OnPurpose)
    {
        var start = _services
            .GetRequiredService<RunStarter>()
            .StartAsync(Hub.Client, input ?? Input(), kind, CancellationToken.None);
        start.IsCompleted.ShouldBeTrue();
        return start.GetAwaiter().GetResult().RunId!;
    }

    /// <summary>Starts a run, lets it end, and reads its report.</summary>
    public RunReport RunToEnd(RunInput? input = null)
    {
        var id = Start(input);
        Hub.Run(() => Run(id).IsCompleted);
        return Report(id);
    }

    /// <summary>Starts a backfill; nothing happens until the hub runs.</summary>
    public BackfillStart StartBackfill(BackfillRequestInput input)
    {
        var request = BackfillRequest.Resolve(input, Settings, Time.GetUtcNow());
        var planner = _services.GetRequiredService<BackfillPlanner>();
        var estimate = planner.EstimateAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        var starter = _services.GetRequiredService<BackfillStarter>();
        return starter.StartAsync(Hub.Client, request, estimate, CancellationToken.None).GetAwaiter().GetResult();
    }

    public VirtualInstance Run(string id) => Hub.Instances[id];

    public RunReport Report(string id) => RunReportJson.Read(Store.Texts[$"pipeline/runs/{id}.json"]);

    public OrchestrationRuntimeStatus Status(string id) => Run(id).Status;
}
