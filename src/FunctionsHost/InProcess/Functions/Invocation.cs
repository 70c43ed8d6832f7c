using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.InProcess.Functions;

/// <summary>What one invocation of a function is given.</summary>
/// <param name="Context">The invocation's context.</param>
/// <param name="Trigger">The value of the trigger's parameter.</param>
/// <param name="Client">Gives the client of the task hub, which is there once the hub has started.</param>
/// <param name="Http">The request, for a function with an HTTP trigger.</param>
internal sealed record Invocation(
    LocalFunctionContext Context,
    object? Trigger,
    Func<DurableTaskClient> Client,
    HttpContext? Http
);
