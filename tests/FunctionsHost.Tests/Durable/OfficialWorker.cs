using FunctionsHost.Workers;
using Google.Protobuf;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// An isolated worker without its process: orchestrators run in the official runner, with the services and the
/// converter that the official durable extension sets up; activities' values and failures are turned into texts as the
/// extension does.
/// </summary>
internal sealed class OfficialWorker(TestFunctions functions) : IFunctionInvoker, IDisposable
{
    private readonly IHost _app = new HostBuilder()
        .ConfigureFunctionsWorkerDefaults(worker => new DurableTaskExtensionStartup().Configure(worker))
        .Build();

    private ExtendedSessionsCache _sessions = new();

    public List<P.OrchestratorRequest> Requests { get; } = [];

    public DataConverter Converter =>
        _app.Services.GetRequiredService<IOptions<DurableTaskWorkerOptions>>().Value.DataConverter;

    /// <summary>Called before each invocation; may throw as a lost worker does.</summary>
    public Action<FunctionDefinition> Before { get; set; } = _ => { };

    public void ForgetSessions() => _sessions = new ExtendedSessionsCache();

    public async Task<InvocationResult> InvokeAsync(
        FunctionDefinition function,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> triggerMetadata,
        CancellationToken cancellation
    )
    {
        Before(function);
        var input = inputs.GetValueOrDefault(function.TriggerParameter);
        if (function.Trigger is OrchestrationTrigger)
            return RunOrchestrator(function, input!);
        return await RunActivityAsync(function, input, triggerMetadata["instanceId"]);
    }

    public void Dispose()
    {
        _sessions.Dispose();
        _app.Dispose();
    }

    private InvocationResult RunOrchestrator(FunctionDefinition function, string request)
    {
        lock (Requests)
            Requests.Add(P.OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(request)));
        var code = functions.OrchestratorOf(function);
        return new InvocationResult(GrpcOrchestrationRunner.LoadAndRun(request, code, _sessions, _app.Services), null);
    }

    private async Task<InvocationResult> RunActivityAsync(FunctionDefinition function, string? input, string instanceId)
    {
        try
        {
            var activity = functions.ActivityOf(function);
            var value = Converter.Deserialize(input, activity.InputType);
            var result = await activity.RunAsync(new Context(function.Name, instanceId), value);
            return result is string text
                ? new InvocationResult(text, null)
                : new(Converter.Serialize(result), null) { IsJson = true };
        }
        catch (Exception error)
        {
            var details = JsonFormatter.Default.Format(DetailsOf(error));
            return new InvocationResult(
                null,
                new InvocationFailure(details + "\n   at somewhere", null, error.StackTrace)
            );
        }
    }

    private static P.TaskFailureDetails? DetailsOf(Exception? error)
    {
        if (error is null)
            return null;
        return new P.TaskFailureDetails
        {
            ErrorType = error.GetType().FullName,
            ErrorMessage = error.Message,
            StackTrace = error.StackTrace,
            InnerFailure = DetailsOf(error.InnerException),
        };
    }

    private sealed class Context(string name, string instanceId) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;
    }
}
