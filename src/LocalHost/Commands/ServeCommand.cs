using System.CommandLine;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor;
using CommerceAnalytics.OneMachine.Settings;
using FunctionsHost.Hosting;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>serve</c>: the host with its timer and HTTP API, and LocalAws, until stopped.</summary>
internal sealed class ServeCommand : LocalCommand
{
    /// <summary>Port of the host, as the Functions tools have it.</summary>
    public const int DefaultPort = 7071;

    private static readonly Option<string> HttpPort = new("--port")
    {
        Description = $"Port of the host on 127.0.0.1.  [default: {DefaultPort}]",
        HelpName = "PORT",
    };

    private static readonly Option<bool> Open = new("--open")
    {
        Description = "Opens the monitor in a browser, once it is served.",
    };

    public ServeCommand()
        : base(
            "serve",
            "Timer, HTTP API, pages and LocalAws, until stopped. The host on one machine. Goes on with what a killed process left. Where Aws__ServiceUrl names a LocalAws, uses that one and no lake.",
            CommonOptions.Lake,
            CommonOptions.App,
            CommonOptions.Storage,
            Open,
            HttpPort,
            CommonOptions.AwsPort,
            CommonOptions.Service,
            CommonOptions.AthenaLatency,
            CommonOptions.Faults,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var settings = inputs.Settings(inputs.Texts(CommonOptions.Service));
        var lake = string.IsNullOrWhiteSpace(settings.Aws.ServiceUrl) ? inputs.LakeToOwn() : null;
        var mode = new HostMode
        {
            Port = inputs.Port(HttpPort, DefaultPort),
            RunsTimers = true,
            AppFolder = inputs.App(),
            Storage = inputs.Storage(settings),
        };
        return lake is null
            ? await ServeElsewhereAsync(inputs, settings, mode, cancellationToken)
            : await ServeLakeAsync(inputs, lake, settings, mode, cancellationToken);
    }

    /// <summary>With a LocalAws of its own, on a lake.</summary>
    private static async Task<int> ServeLakeAsync(
        Inputs inputs,
        LakeFolder lake,
        LocalSettings settings,
        HostMode mode,
        CancellationToken cancellationToken
    )
    {
        var awsPort = inputs.Port(CommonOptions.AwsPort, AwsCommand.DefaultPort);
        if (mode.Port == awsPort && awsPort != 0)
            inputs.Add(
                $"{HttpPort.Name} and {CommonOptions.AwsPort.Name} are both {awsPort}: the host and LocalAws each need a port of their own."
            );
        var awsOptions = settings.LocalAws(lake, awsPort, inputs.Latency()) with { Faults = inputs.Faults(settings) };
        inputs.Refuse();
        await Inputs.ReachAsync(mode.Storage, settings, cancellationToken);

        var surroundings = inputs.Surroundings;
        using var loggers = HostLogging.Factory(surroundings, settings.Values);
        await using var opened = await OpenLake.StartAsync(
            awsOptions,
            settings.Commerce,
            surroundings.Time,
            loggers,
            cancellationToken
        );
        await using var host = await LakeHost.PrepareAsync(
            opened,
            lake.HostFolder,
            settings,
            surroundings.Time,
            mode,
            logging => HostLogging.Configure(logging, surroundings, settings.Values),
            cancellationToken
        );
        return await ServeAsync(inputs, host, opened, lake, cancellationToken);
    }

    /// <summary>With a LocalAws that another process has, as several hosts share one.</summary>
    private static async Task<int> ServeElsewhereAsync(
        Inputs inputs,
        LocalSettings settings,
        HostMode mode,
        CancellationToken cancellationToken
    )
    {
        var address = inputs.AwsElsewhere(
            settings,
            CommonOptions.Lake,
            CommonOptions.AwsPort,
            CommonOptions.AthenaLatency,
            CommonOptions.Faults
        );
        inputs.Refuse();
        await Inputs.ReachAsync(mode.Storage, settings, cancellationToken);

        var surroundings = inputs.Surroundings;
        await using var opened = OpenLake.Elsewhere(address!, settings.Commerce, surroundings.Time);
        await using var host = await LakeHost.CreateAsync(
            opened,
            OwnFolder(mode),
            settings,
            surroundings.Time,
            mode,
            logging => HostLogging.Configure(logging, surroundings, settings.Values),
            cancellationToken
        );
        return await ServeAsync(inputs, host, opened, lake: null, cancellationToken);
    }

    /// <summary>
    /// The state of the host on this port: no two hosts have one port at once, and none may take the other's worker for
    /// one that was left.
    /// </summary>
    private static string OwnFolder(HostMode mode) =>
        Path.Combine(".local", mode.Port == 0 ? $"host-of-{Environment.ProcessId}" : $"host-{mode.Port}");

    private static async Task<int> ServeAsync(
        Inputs inputs,
        AppHost host,
        OpenLake opened,
        LakeFolder? lake,
        CancellationToken cancellationToken
    )
    {
        var surroundings = inputs.Surroundings;
        await host.StartAsync(cancellationToken);
        if (lake is { HasEvents: false })
            surroundings.TellWarning(
                $"the lake {lake.Given} has no events: summaries will be empty. `{surroundings.Program} sample{ShellText.Option("--lake", lake.Given)}` writes some, before `serve`."
            );
        PrintReady(host, opened, surroundings);
        // Where faults are asked for they are counted: not one of them is to be spent on this.
        using var visiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var visit = inputs.Text(CommonOptions.Faults) is null ? VisitAsync(host, visiting.Token) : Task.CompletedTask;
        if (inputs.Parse.GetValue(Open))
            await OpenAsync(host, surroundings, cancellationToken);
        if (await Task.WhenAny(AwsCommand.Stopped(cancellationToken), host.StoreLost) == host.StoreLost)
            throw await host.StoreLost;
        await visiting.CancelAsync();
        await visit;
        surroundings.Error.WriteLine("stopping: running activities end first; Ctrl+C again ends at once.");
        await host.StopAsync();
        IdleFaults.Tell(opened, surroundings);
        return ExitCode.Done;
    }

    private static async Task VisitAsync(AppHost host, CancellationToken cancellationToken)
    {
        // This machine's own address: a proxy of the environment has no part in it.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Add("x-functions-key", host.Keys.FunctionKey);
        await FirstVisit.MakeAsync(http, cancellationToken);
    }

    /// <summary>No key is in the address, which may be seen in the list of processes: a token that is good once.</summary>
    private static async Task OpenAsync(AppHost host, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (await surroundings.OpenBrowser(host.NewSignIn(), cancellationToken) is { } why)
            surroundings.Error.WriteLine(
                $"no browser could be opened ({why}): open {host.NewSignIn()} yourself, within five minutes."
            );
    }

    private static void PrintReady(AppHost host, OpenLake opened, Surroundings surroundings)
    {
        var aws = opened.IsElsewhere
            ? $"it uses LocalAws at {opened.Address.Endpoint}; Ctrl+C stops it"
            : $"LocalAws serves {opened.Address.Endpoint}; Ctrl+C stops both";
        surroundings.Error.WriteLine($"the host serves {host.Address}, {aws}.");
        surroundings.Error.WriteLine(
            $"runs: {host.Address}monitor, figures: {host.Address}dashboard, the API: {host.Address}api-docs; sign in with a key from below, or"
        );
        surroundings.Error.WriteLine($"open {host.NewSignIn()} (lets one browser in, within five minutes)");
        surroundings.Out.WriteLine($"function key: {host.Keys.FunctionKey}");
        surroundings.Out.WriteLine($"host key: {host.Keys.HostKey}");
        surroundings.Out.WriteLine($"master key: {host.Keys.MasterKey}");
        surroundings.Out.WriteLine($"export FUNCTION_KEY={host.Keys.FunctionKey}");
        surroundings.Out.Flush();
        if (!opened.IsElsewhere)
            AwsCommand.PrintExports(opened.Address, surroundings.Out);
    }
}
