using DurableTask.Core.Middleware;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace FunctionsHost.Tests.Durable;

/// <summary>Runs durable functions in this process, or as an isolated worker does.</summary>
internal abstract class TestWorker : IFunctionWorker
{
    public Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task ServeHttpAsync(FunctionDefinition function, HttpContext http) => throw new NotSupportedException();

    public Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public abstract Task RunOrchestratorAsync(
        FunctionDefinition function,
        DispatchMiddlewareContext context,
        Func<Task> next
    );

    public abstract Task RunActivityAsync(
        FunctionDefinition function,
        DispatchMiddlewareContext context,
        Func<Task> next
    );

    public Task StopAsync(TimeSpan drain) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public sealed class InProcess(TestFunctions functions, InProcessCode code) : TestWorker
    {
        public override Task RunOrchestratorAsync(
            FunctionDefinition function,
            DispatchMiddlewareContext context,
            Func<Task> next
        ) => code.RunOrchestratorAsync(context, () => functions.OrchestratorOf(function), next);

        public override Task RunActivityAsync(
            FunctionDefinition function,
            DispatchMiddlewareContext context,
            Func<Task> next
        ) => code.RunActivityAsync(context, () => functions.ActivityOf(function), next);
    }

    public sealed class Isolated(IFunctionInvoker invoker, IDurableProtocol protocol) : TestWorker
    {
        public override Task RunOrchestratorAsync(
            FunctionDefinition function,
            DispatchMiddlewareContext context,
            Func<Task> next
        ) => protocol.RunOrchestratorAsync(invoker, function, context);

        public override Task RunActivityAsync(
            FunctionDefinition function,
            DispatchMiddlewareContext context,
            Func<Task> next
        ) => protocol.RunActivityAsync(invoker, function, context);
    }
}
