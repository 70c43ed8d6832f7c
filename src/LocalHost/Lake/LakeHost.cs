using Amazon.Runtime;
using CommerceAnalytics.LocalHost.Hosting;
using CommerceAnalytics.LocalHost.Pages;
using CommerceAnalytics.LocalHost.Pages.Dashboards;
using CommerceAnalytics.LocalHost.Pages.Monitor;
using CommerceAnalytics.LocalHost.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Lake;

/// <summary>Makes the deployed app's host for a lake: the same app, with LocalAws in the place of AWS.</summary>
internal static class LakeHost
{
    /// <summary>Composes the host; nothing runs yet.</summary>
    /// <param name="opened">The lake's LocalAws.</param>
    /// <param name="lake">The lake.</param>
    /// <param name="settings">Settings of the user.</param>
    /// <param name="time">Clock.</param>
    /// <param name="port">Port for HTTP and timers; null for neither.</param>
    /// <param name="logging">Where logs go; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FunctionsHost> CreateAsync(
        OpenLake opened, LakeFolder lake, LocalSettings settings, TimeProvider time, int? port, Action<ILoggingBuilder>? logging, CancellationToken cancellationToken)
    {
        opened.PutRole(await PipelineRole.ReadAsync(opened.Address, settings.Commerce, cancellationToken));
        return await FunctionsHost.CreateAsync(
            new FunctionsHostOptions
            {
                StoreFolder = lake.HostFolder,
                Settings = settings.ValuesFor(opened.Address),
                HostJsonPath = Path.Combine(AppContext.BaseDirectory, "host.json"),
                HttpPort = port,
                RunTimers = port is not null,
                Time = time,
                MapRoutes = (routes, client) =>
                {
                    routes.MapPages();
                    new DashboardRoutes(DashboardFile.Shipped, opened.Athena).Map(routes);
                    new MonitorRoutes(client, opened.Athena).Map(routes);
                },
                Logging = logging,
                // What the role is taken on with. Handed over, not put into the environment: there a profile in ~/.aws would win over them.
                ConfigureServices = services => services.AddSingleton<AWSCredentials>(
                    new BasicAWSCredentials(opened.Address.AccessKeyId, opened.Address.SecretAccessKey)),
            },
            cancellationToken);
    }
}
