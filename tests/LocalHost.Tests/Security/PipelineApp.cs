using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Removal;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using FunctionsHost.Hosting;
using LocalAws;
using LocalAws.Faults;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>
/// The deployed app in the pipeline's role, whose rights a test can change, and what a person sees of it.
/// </summary>
internal sealed class PipelineApp(
    LocalAwsServer aws,
    AmazonAthenaClient administrator,
    IamRole role,
    AppHost host,
    string database
) : IAsyncDisposable
{
    private const string QueuePrefix = "queue-";

    public string Policy => role.Policies[0];

    public string Database => database;

    public static async Task<PipelineApp> StartAsync(
        LocalAwsServer aws,
        LocalAwsAddress address,
        string store,
        string name,
        CommerceSettings settings
    )
    {
        var parameters = new Dictionary<string, string>
        {
            ["RoleName"] = name,
            ["Database"] = settings.Database,
            ["ResultsBucket"] = settings.ResultsBucket,
            ["ScanMode"] = settings.ScanMode.ToString(),
        };
        if (settings.QueryResultsLocation is { } results)
            (parameters["QueryResultsBucket"], parameters["QueryResultsPrefix"]) = (
                new Uri(results).Host,
                new Uri(results).AbsolutePath.TrimStart('/')
            );
        var role = PipelineRole.Read(aws.Region, parameters);
        aws.PutRole(role);
        var host = await AppHost.CreateAsync(Options(address, store, name, settings), CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        return new(aws, AthenaSession.Client(address), role, host, settings.Database);
    }

    /// <summary>Gives the role this policy and no other.</summary>
    public void Allow(string policy) => aws.PutRole(role with { Policies = [policy] });

    /// <summary>
    /// Runs one table; or, to cancel it, a run whose query takes a minute, as soon as Athena has that.
    /// </summary>
    public async Task<Seen> RunAsync(
        string step,
        string service,
        DateOnly date,
        RunKind kind = RunKind.Refresh,
        bool cancel = false
    )
    {
        aws.Faults.Use(
            new FaultPlan { Rules = cancel ? [new FaultRule { Fault = FaultKind.QueryDelay, Seconds = 60 }] : [] }
        );
        try
        {
            var starter = host.Services.GetRequiredService<RunStarter>();
            var input = new RunInput(new RunRequest([service], date, ["hourly_traffic"], Force: true), Kind: kind);
            var start = await starter.StartAsync(host.Client, input, StartKind.OnPurpose, CancellationToken.None);
            start.Outcome.ShouldBe(StartOutcome.Started, $"{step}: {start.Refusal?.Message}");
            if (cancel)
                await CancelAsync(start.RunId!);
            await host.Client.WaitForInstanceCompletionAsync(
                start.RunId!,
                getInputsAndOutputs: true,
                CancellationToken.None
            );
            await using var scope = host.Services.CreateAsyncScope();
            return Seen.Of(
                step,
                (
                    await scope
                        .ServiceProvider.GetRequiredService<RunReader>()
                        .ReadAsync(host.Client, start.RunId!, CancellationToken.None)
                )!
            );
        }
        catch (FailureException e)
        {
            return Seen.Of(step, e.Failure);
        }
    }

    /// <summary>
    /// A run that was terminated from outside with its queue, whose query has been stopped since: nobody knows yet that
    /// it has.
    /// </summary>
    public async Task TerminateAsync(string service, DateOnly date)
    {
        aws.Faults.Use(new FaultPlan { Rules = [new FaultRule { Fault = FaultKind.QueryDelay, Seconds = 60 }] });
        var input = new RunInput(new RunRequest([service], date, ["hourly_traffic"], Force: true));
        var start = await host
            .Services.GetRequiredService<RunStarter>()
            .StartAsync(host.Client, input, StartKind.OnPurpose, CancellationToken.None);
        await WaitForQueryAsync(start.RunId!);
        await foreach (var queue in QueuesOf(start.RunId!))
        {
            await host.Client.TerminateInstanceAsync(start.RunId!);
            await host.Client.TerminateInstanceAsync(queue.InstanceId);
            await host.Client.WaitForInstanceCompletionAsync(queue.InstanceId, CancellationToken.None);
            await host.Client.WaitForInstanceCompletionAsync(start.RunId!, CancellationToken.None);
            foreach (var id in queue.ReadCustomStatusAs<QueueStatus>()!.QueryExecutionIds)
                await administrator.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = id });
        }

        aws.Faults.Clear();
    }

    /// <summary>
    /// Deletes what runs have left, where Athena stops queries that have ended without a word, or refuses to and is
    /// asked whether they have.
    /// </summary>
    public async Task<Seen> CleanAsync(bool refusesToStop = false)
    {
        var refusal = new FaultRule
        {
            Fault = FaultKind.Error,
            Service = "athena",
            Operation = "StopQueryExecution",
            Code = "InvalidRequestException",
            Message = "The query has ended already.",
        };
        aws.Faults.Use(new FaultPlan { Rules = refusesToStop ? [refusal] : [] });
        try
        {
            var removed = await host
                .Services.GetRequiredService<Leftovers>()
                .RemoveAsync(host.Client, CancellationToken.None);
            return new("clean", IsFailed: false, [], string.Join(", ", removed.Select(one => one.Place)));
        }
        catch (FailureException e)
        {
            return Seen.Of("clean", e.Failure);
        }
        finally
        {
            aws.Faults.Clear();
        }
    }

    /// <summary>Removes a service, as a person does who does not want it any more.</summary>
    public async Task<Seen> RemoveAsync(string service)
    {
        try
        {
            var removal = host.Services.GetRequiredService<ServiceRemoval>();
            (await removal.RefusalAsync(host.Client, service, CancellationToken.None)).ShouldBeNull();
            var removed = await removal.RemoveAsync(service, CancellationToken.None);
            return new("removal", IsFailed: false, [], string.Join(", ", removed.Select(one => one.Place)));
        }
        catch (FailureException e)
        {
            return Seen.Of("removal", e.Failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        administrator.Dispose();
        return host.DisposeAsync();
    }

    private async Task CancelAsync(string runId)
    {
        await WaitForQueryAsync(runId);
        await host.Client.RaiseEventAsync(runId, RunEvents.Cancel, "by a test", CancellationToken.None);
    }

    private async Task WaitForQueryAsync(string runId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (
            await host.Client.GetInstanceAsync(runId, CancellationToken.None) is { IsCompleted: false }
            && !await HasQueryAsync(runId)
        )
            await tick.WaitForNextTickAsync(limit.Token);
    }

    private async Task<bool> HasQueryAsync(string runId) => await QueuesOf(runId).AnyAsync();

    /// <summary>Its queue, once a query is active.</summary>
    private IAsyncEnumerable<OrchestrationMetadata> QueuesOf(string runId) =>
        host
            .Client.GetAllInstancesAsync(
                new OrchestrationQuery(InstanceIdPrefix: $"{QueuePrefix}{runId}", FetchInputsAndOutputs: true)
            )
            .Where(queue =>
                !string.IsNullOrEmpty(queue.SerializedCustomStatus)
                && queue.ReadCustomStatusAs<QueueStatus>() is { QueryExecutionIds.Count: > 0 } status
                && status.RunId == runId
            );

    private static AppHostOptions Options(
        LocalAwsAddress address,
        string store,
        string role,
        CommerceSettings settings
    ) =>
        DeployedApp.Options(store, Settings(address, role, settings)) with
        {
            Time = new AcceleratedTime(TimeProvider.System, TimeProvider.System.GetUtcNow(), speed: 10),
            ConfigureServices = services =>
                services.AddSingleton<AWSCredentials>(
                    new BasicAWSCredentials(address.AccessKeyId, address.SecretAccessKey)
                ),
        };

    private static Dictionary<string, string?> Settings(
        LocalAwsAddress address,
        string role,
        CommerceSettings settings
    ) =>
        new Dictionary<string, string?>
        {
            ["CommerceAnalytics:ResultsBucket"] = settings.ResultsBucket,
            ["CommerceAnalytics:Database"] = settings.Database,
            ["CommerceAnalytics:ScanMode"] = settings.ScanMode.ToString(),
            ["CommerceAnalytics:QueryResultsLocation"] = settings.QueryResultsLocation,
            ["CommerceSchedule"] = "0 0 4 * * *",
            ["Aws:ServiceUrl"] = address.Endpoint.ToString(),
            ["Aws:Region"] = address.Region,
            ["Aws:Credentials"] = "AssumeRole",
            ["Aws:RoleArn"] = $"arn:aws:iam::000000000000:role/{role}",
        }
            .Where(setting => setting.Value is not null)
            .ToDictionary();
}
