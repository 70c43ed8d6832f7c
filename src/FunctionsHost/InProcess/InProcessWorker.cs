using DurableTask.Core.Middleware;
using FunctionsHost.Durable.InProcess;
using FunctionsHost.Http;
using FunctionsHost.InProcess.Functions;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using FunctionDefinition = FunctionsHost.Workers.FunctionDefinition;

namespace FunctionsHost.InProcess;

/// <summary>
/// Runs an app's functions in this process. For what must drive the clock or count on one process.
/// </summary>
internal sealed class InProcessWorker : IFunctionWorker
{
    private readonly Dictionary<string, Code> _codes;
    private readonly Func<IServiceProvider> _services;
    private readonly Lazy<InProcessCode> _durable;

    /// <param name="functions">The app's functions.</param>
    /// <param name="invoker">Runs them.</param>
    /// <param name="services">
    /// Gives the app's services: functions are bound, and so checked, before the app is made.
    /// </param>
    /// <exception cref="InvalidOperationException">A function has a parameter that nothing fills.</exception>
    public InProcessWorker(
        IReadOnlyList<FunctionMethod> functions,
        FunctionInvoker invoker,
        Func<IServiceProvider> services
    )
    {
        _services = services;
        _codes = functions.ToDictionary(
            function => function.Name,
            function => new Code(function, invoker.Prepare(function))
        );
        _durable = new(() => new InProcessCode(Loggers));
    }

    /// <summary>The functions as any worker tells them.</summary>
    public static IReadOnlyList<FunctionDefinition> Definitions(IReadOnlyList<FunctionMethod> functions) =>
        [.. functions.Select(function => new FunctionDefinition(function.Name, function.Name, TriggerOf(function)))];

    public Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation) =>
        Task.FromResult(Definitions([.. _codes.Values.Select(code => code.Function)]));

    public async Task ServeHttpAsync(FunctionDefinition function, HttpContext http)
    {
        await Run(function)(http.Request, http);
        ErrorAnswers.Keep(http);
    }

    public Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation) =>
        Run(function)(firing, null);

    public Task RunOrchestratorAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next)
    {
        var code = _codes[function.Name];
        return _durable.Value.RunOrchestratorAsync(
            context,
            () => new OrchestratorFunction(code.Function, code.Run, Loggers),
            next
        );
    }

    public Task RunActivityAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next)
    {
        var code = _codes[function.Name];
        return _durable.Value.RunActivityAsync(context, () => new ActivityFunction(code.Function, code.Run), next);
    }

    /// <summary>What runs is the engine's, the timers' and the server's to wait for.</summary>
    public Task StopAsync(TimeSpan drain) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ILoggerFactory Loggers => _services().GetRequiredService<ILoggerFactory>();

    private PreparedFunction Run(FunctionDefinition function) => _codes[function.Name].Run;

    private static FunctionTrigger TriggerOf(FunctionMethod function) =>
        function.Trigger switch
        {
            HttpTriggerAttribute http => new HttpTrigger(http.Route, http.Methods ?? [], http.AuthLevel.ToString()),
            TimerTriggerAttribute timer => new TimerTrigger(timer.Schedule, timer.RunOnStartup, timer.UseMonitor),
            OrchestrationTriggerAttribute orchestration => new OrchestrationTrigger(
                orchestration.Orchestration ?? function.Name
            ),
            ActivityTriggerAttribute activity => new ActivityTrigger(activity.Activity ?? function.Name),
            var other => throw new InvalidOperationException(
                $"Function '{function.Name}' has the trigger {other.GetType().Name}."
            ),
        };

    private sealed record Code(FunctionMethod Function, PreparedFunction Run);
}
