using DurableTask.Core.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Workers;

/// <summary>
/// Whoever has the app's code, as an engine needs it. The two durable members are middlewares of DurableTask.Core: a
/// worker in the same process calls <c>next</c>, an isolated one sets the result itself.
/// </summary>
public interface IFunctionWorker : IAsyncDisposable
{
    /// <summary>Starts the worker; once it returns, functions can run.</summary>
    /// <param name="cancellation">Gives up; nothing is left running then.</param>
    /// <returns>The app's functions.</returns>
    /// <exception cref="AppRefusedException">The folder is no app that can be run here.</exception>
    /// <exception cref="WorkerStartException">The worker could not be started.</exception>
    Task<IReadOnlyList<FunctionDefinition>> StartAsync(CancellationToken cancellation);

    /// <summary>
    /// Answers a request with a function. A failed function answers 500, a worker lost on the way 502, and a worker
    /// that does not come back in time 503.
    /// </summary>
    Task ServeHttpAsync(FunctionDefinition function, HttpContext http);

    /// <summary>Runs a timer's function once.</summary>
    /// <exception cref="FunctionFailedException">The function failed.</exception>
    /// <exception cref="WorkerAbsentException">The function never began.</exception>
    /// <exception cref="WorkerLostException">The worker ended before the function did.</exception>
    Task FireTimerAsync(FunctionDefinition function, TimerInfo firing, CancellationToken cancellation);

    /// <summary>Runs a turn of an orchestration.</summary>
    /// <exception cref="WorkerLostException">The worker ended in the middle of it: the turn must be run
    /// again.</exception>
    Task RunOrchestratorAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="WorkerLostException">The worker ended in the middle of it: the activity must be run
    /// again.</exception>
    Task RunActivityAsync(FunctionDefinition function, DispatchMiddlewareContext context, Func<Task> next);

    /// <summary>
    /// Takes no more calls, lets those that run end within <paramref name="drain"/>, and ends the worker.
    /// </summary>
    Task StopAsync(TimeSpan drain);
}
