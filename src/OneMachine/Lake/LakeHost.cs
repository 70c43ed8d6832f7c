using Amazon.Runtime;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Pages;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.OneMachine.Storage;
using FunctionsHost.Hosting;
using LocalAws;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>Makes the deployed app's host for a lake: the same app, with LocalAws in the place of AWS.</summary>
internal static class LakeHost
{
    private static readonly string NoFile = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>
    /// Prepares the catalog (<see cref="EventsTable"/>) and composes the host, both at once; nothing runs yet.
    /// </summary>
    /// <inheritdoc cref="CreateAsync"/>
    public static Task<AppHost> PrepareAsync(
        OpenLake opened,
        string folder,
        LocalSettings settings,
        TimeProvider time,
        HostMode mode,
        Action<ILoggingBuilder>? logging,
        CancellationToken cancellationToken
    ) =>
        ComposeAsync(
            EventsTable.PrepareAsync(opened.Athena, settings.Commerce, cancellationToken),
            opened,
            folder,
            settings,
            time,
            mode,
            logging,
            cancellationToken
        );

    /// <summary>Composes the host on a lake whose catalog is prepared; nothing runs yet.</summary>
    /// <param name="opened">The lake's LocalAws.</param>
    /// <param name="folder">
    /// Where this host keeps its own state: <see cref="LakeFolder.HostFolder"/>, where it has a lake.
    /// </param>
    /// <param name="settings">Settings of the user.</param>
    /// <param name="mode">What of a host there is.</param>
    /// <param name="logging">Where logs go; null for nowhere.</param>
    public static Task<AppHost> CreateAsync(
        OpenLake opened,
        string folder,
        LocalSettings settings,
        TimeProvider time,
        HostMode mode,
        Action<ILoggingBuilder>? logging,
        CancellationToken cancellationToken
    ) => ComposeAsync(Task.CompletedTask, opened, folder, settings, time, mode, logging, cancellationToken);

    private static async Task<AppHost> ComposeAsync(
        Task catalog,
        OpenLake opened,
        string folder,
        LocalSettings settings,
        TimeProvider time,
        HostMode mode,
        Action<ILoggingBuilder>? logging,
        CancellationToken cancellationToken
    )
    {
        // The first statements, the template and the app's services are a third of a second of code that runs for the
        // first time, each: side by side.
        var role = PutRoleAsync(catalog, opened, settings, cancellationToken);
        var composed = Task.Run(
            () => AppHost.CreateAsync(Options(opened, folder, settings, time, mode, logging), cancellationToken),
            cancellationToken
        );
        try
        {
            await Task.WhenAll(role, composed);
            return await composed;
        }
        catch
        {
            if (composed.IsCompletedSuccessfully)
                await (await composed).DisposeAsync();
            throw;
        }
    }

    private static async Task PutRoleAsync(
        Task catalog,
        OpenLake opened,
        LocalSettings settings,
        CancellationToken cancellationToken
    )
    {
        await catalog;
        if (opened.IsOwn)
            opened.PutRole(await PipelineRole.ReadAsync(opened.Address, settings.Commerce, cancellationToken));
    }

    private static AppHostOptions Options(
        OpenLake opened,
        string folder,
        LocalSettings settings,
        TimeProvider time,
        HostMode mode,
        Action<ILoggingBuilder>? logging
    ) =>
        DeployedApp.Options(
            folder,
            opened.IsElsewhere ? settings.Values : settings.ValuesFor(opened.Address),
            mode.AppFolder
        ) with
        {
            Store = mode.Storage == HostStorage.Azure ? AzureHostStore.Open : SqliteHostStore.Open,
            WorkerEnvironment = Credentials(opened.Address),
            HttpPort = mode.Port,
            RunTimers = mode.RunsTimers,
            Time = time,
            MapRoutes = (routes, client) =>
            {
                routes.MapPages();
                var windows = new TableWindows(Catalog(opened), settings.Commerce);
                new DashboardRoutes(DashboardFile.Shipped, opened.Athena, windows, settings.Commerce).Map(routes);
                new MonitorRoutes(client, opened.Athena, Nights(client, opened, settings, time), settings).Map(routes);
            },
            Logging = logging,
            // What the role is taken on with. Handed over, not put into the environment: there a profile in ~/.aws
            // would win over them.
            ConfigureServices = services =>
                services.AddSingleton<AWSCredentials>(
                    new BasicAWSCredentials(opened.Address.AccessKeyId, opened.Address.SecretAccessKey)
                ),
        };

    private static NightsReader Nights(
        Func<DurableTaskClient> client,
        OpenLake opened,
        LocalSettings settings,
        TimeProvider time
    )
    {
        var reader = new RunReader(opened.Services.GetRequiredService<ISummaryStore>());
        return new(new NightRuns(client, reader), Catalog(opened), settings, time);
    }

    private static ITableCatalog Catalog(OpenLake opened) => opened.Services.GetRequiredService<ITableCatalog>();

    /// <summary>
    /// What a worker takes the role on with. A profile of the user's would win over them, so it sees none.
    /// </summary>
    private static Dictionary<string, string?> Credentials(LocalAwsAddress address) =>
        new()
        {
            ["AWS_ACCESS_KEY_ID"] = address.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = address.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = "",
            ["AWS_PROFILE"] = "",
            ["AWS_SHARED_CREDENTIALS_FILE"] = NoFile,
            ["AWS_CONFIG_FILE"] = NoFile,
        };
}
