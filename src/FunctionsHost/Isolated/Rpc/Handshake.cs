using FunctionsHost.Workers;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>What a worker told when it was started.</summary>
/// <param name="HttpUri">Where its own HTTP server listens; null when it has none.</param>
/// <param name="Functions">Its functions, all of them loaded.</param>
internal sealed record Greeting(Uri? HttpUri, IReadOnlyList<FunctionDefinition> Functions);

/// <summary>What is said between a worker's stream and its first invocation.</summary>
internal static class Handshake
{
    private const string HttpUriCapability = "HttpUri";

    /// <summary>Initialises the worker, asks for its functions and has them loaded.</summary>
    /// <exception cref="WorkerStartException">The worker answered with a failure.</exception>
    /// <exception cref="AppRefusedException">The app has functions that this host cannot run.</exception>
    /// <exception cref="WorkerLostException">The worker ended.</exception>
    public static async Task<Greeting> RunAsync(WorkerChannel channel, string appFolder)
    {
        var httpUri = await InitialiseAsync(channel, appFolder);
        var functions = await IndexAsync(channel, appFolder);
        var definitions = Bindings.Read(functions, httpUri is not null);
        await Task.WhenAll(functions.Select(function => LoadAsync(channel, function)));
        return new(httpUri, definitions);
    }

    private static async Task<Uri?> InitialiseAsync(WorkerChannel channel, string appFolder)
    {
        var request = new WorkerInitRequest
        {
            HostVersion = "4.0.0.0",
            WorkerDirectory = appFolder,
            FunctionAppDirectory = appFolder,
        };
        var answer = await channel.AskAsync(new() { WorkerInitRequest = request });
        var response = answer.WorkerInitResponse;
        Require(response?.Result, "The worker could not be initialised");
        return response!.Capabilities.TryGetValue(HttpUriCapability, out var uri) ? new(uri) : null;
    }

    private static async Task<IReadOnlyList<RpcFunctionMetadata>> IndexAsync(WorkerChannel channel, string appFolder)
    {
        var answer = await channel.AskAsync(
            new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = appFolder } }
        );
        var response = answer.FunctionMetadataResponse;
        Require(response?.Result, "The worker could not list its functions");
        return response!.FunctionMetadataResults;
    }

    private static async Task LoadAsync(WorkerChannel channel, RpcFunctionMetadata function)
    {
        // The metadata goes back as it came: the worker finds the method by it.
        var request = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
        var answer = await channel.AskAsync(new() { FunctionLoadRequest = request });
        Require(answer.FunctionLoadResponse?.Result, $"The worker could not load the function '{function.Name}'");
    }

    private static void Require(StatusResult? status, string otherwise)
    {
        if (status is not { Status: StatusResult.Types.Status.Success })
            throw new WorkerStartException($"{otherwise}: {status.ToFailure().Message}");
    }
}
