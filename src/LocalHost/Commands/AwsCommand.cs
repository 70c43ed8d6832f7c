using CommerceAnalytics.OneMachine.Lake;
using LocalAws;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>aws</c>: LocalAws alone, until stopped.</summary>
internal sealed class AwsCommand : LocalCommand
{
    public const int DefaultPort = 4566;

    public AwsCommand()
        : base(
            "aws",
            "LocalAws alone, until stopped. Serves Athena, Glue, S3 and STS over the lake. Where the lake has events, their table is made ready to query.",
            CommonOptions.Lake,
            CommonOptions.AwsPort,
            CommonOptions.AthenaLatency,
            CommonOptions.Faults,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToOwn();
        var settings = inputs.Settings();
        var options = settings.LocalAws(lake, inputs.Port(CommonOptions.AwsPort, DefaultPort), inputs.Latency()) with
        {
            Faults = inputs.Faults(settings),
        };
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        using var loggers = HostLogging.Factory(surroundings, settings.Values);
        await using var opened = await OpenLake.StartAsync(
            options,
            settings.Commerce,
            surroundings.Time,
            loggers,
            cancellationToken
        );
        if (lake.HasEvents)
            await EventsTable.PrepareAsync(opened.Athena, settings.Commerce, cancellationToken);
        else
            surroundings.TellWarning(
                $"the lake {lake.Given} has no events yet: `{surroundings.Program} sample{ShellText.Option("--lake", lake.Given)}` writes some; its catalog is empty."
            );
        // For hosts that use it from elsewhere, in the role that they have in AWS.
        opened.PutRole(await PipelineRole.ReadAsync(opened.Address, settings.Commerce, cancellationToken));
        PrintExports(opened.Address, surroundings.Out);
        surroundings.Error.WriteLine($"LocalAws serves {lake.Given} at {opened.Address.Endpoint}; Ctrl+C stops it.");
        await Stopped(cancellationToken);
        IdleFaults.Tell(opened, surroundings);
        return ExitCode.Done;
    }

    /// <summary>Lines that a shell can take over.</summary>
    public static void PrintExports(LocalAwsAddress address, TextWriter writer)
    {
        writer.WriteLine($"export AWS_ACCESS_KEY_ID={address.AccessKeyId}");
        writer.WriteLine($"export AWS_SECRET_ACCESS_KEY={address.SecretAccessKey}");
        writer.WriteLine($"export AWS_REGION={address.Region}");
        // What older clients (AWS CLI 1, boto3) look at instead.
        writer.WriteLine($"export AWS_DEFAULT_REGION={address.Region}");
        writer.WriteLine($"export AWS_ENDPOINT_URL={address.Endpoint.ToString().TrimEnd('/')}");
        writer.Flush();
    }

    /// <summary>Ends when the user wants it to.</summary>
    public static async Task Stopped(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
