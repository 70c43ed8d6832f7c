using CommerceAnalytics.OneMachine.Settings;
using FunctionsHost.Hosting;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>A lake and the app started on it in this process, for a command that asks for one thing.</summary>
internal sealed class StartedLake : IAsyncDisposable
{
    private readonly OpenLake _lake;

    private StartedLake(OpenLake lake, AppHost host) => (_lake, Host) = (lake, host);

    /// <summary>The app's host; disposal stops it in order.</summary>
    public AppHost Host { get; }

    /// <summary>Opens the lake and starts the app.</summary>
    /// <param name="lake">A lake that is there.</param>
    /// <param name="aws">How its LocalAws runs.</param>
    /// <param name="settings">Settings of the user.</param>
    /// <param name="withEventsTable">Whether the events table is made where it is not there: queries are to read it.</param>
    public static async Task<StartedLake> StartAsync(
        LakeFolder lake,
        LocalAwsOptions aws,
        LocalSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken,
        bool withEventsTable = false
    )
    {
        var opened = await OpenLake.StartAsync(
            aws,
            settings.Commerce,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        try
        {
            if (withEventsTable)
                await EventsTable.PrepareAsync(opened.Athena, settings.Commerce, cancellationToken);
            var host = await LakeHost.CreateAsync(
                opened,
                lake.HostFolder,
                settings,
                time,
                HostMode.InProcess,
                logging: null,
                cancellationToken
            );
            var started = new StartedLake(opened, host);
            await started.StartHostAsync(cancellationToken);
            return started;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _lake.DisposeAsync();
    }

    private async Task StartHostAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Host.StartAsync(cancellationToken);
        }
        catch
        {
            await Host.DisposeAsync();
            throw;
        }
    }
}
