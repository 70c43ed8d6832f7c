namespace FunctionsHost.Workers;

/// <summary>Runs functions in the app's worker.</summary>
public interface IFunctionInvoker
{
    /// <summary>
    /// Runs a function once. Inputs that the function declares beside its trigger, such as a durable client, are added
    /// here. While the worker is being restarted, the call waits for it.
    /// </summary>
    /// <param name="function">One of the app's functions.</param>
    /// <param name="inputs">JSON or text by parameter, the trigger's value under
    /// <see cref="FunctionDefinition.TriggerParameter"/>.</param>
    /// <param name="triggerMetadata">JSON or text by name.</param>
    /// <param name="cancellation">Asks the function to end, and gives up waiting for it.</param>
    /// <exception cref="WorkerAbsentException">The worker did not come back in time: the function never
    /// began.</exception>
    /// <exception cref="WorkerLostException">The worker ended before the function did.</exception>
    Task<InvocationResult> InvokeAsync(
        FunctionDefinition function,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> triggerMetadata,
        CancellationToken cancellation
    );
}
