using DurableTask.Core.Exceptions;
using Grpc.Core;

namespace FunctionsHost.Durable.Client;

/// <summary>What cannot be done, with the status codes that the official client makes its exceptions of.</summary>
internal static class Refusals
{
    public static async Task<T> OfStartAsync<T>(string instanceId, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (OrchestrationAlreadyExistsException)
        {
            throw Refused(
                StatusCode.AlreadyExists,
                $"An Orchestration instance with the ID {instanceId} already exists."
            );
        }
        catch (ArgumentException error)
        {
            throw Refused(StatusCode.InvalidArgument, $"The instance {instanceId} cannot be started: {error.Message}");
        }
    }

    public static async Task<T> OfQueryAsync<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (ArgumentException error)
        {
            throw Refused(StatusCode.InvalidArgument, error.Message);
        }
    }

    public static async Task<T> OfAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (OrchestrationAlreadyExistsException error)
        {
            throw Refused(StatusCode.FailedPrecondition, error.Message);
        }
        catch (InvalidOperationException error) when (error is not ObjectDisposedException)
        {
            throw Refused(StatusCode.FailedPrecondition, error.Message);
        }
        catch (ArgumentException error)
        {
            throw Refused(StatusCode.NotFound, error.Message);
        }
    }

    public static RpcException NotFound(string instanceId) =>
        Refused(StatusCode.NotFound, $"No instance with ID '{instanceId}' was found.");

    public static RpcException Invalid(string why) => Refused(StatusCode.InvalidArgument, why);

    public static RpcException NotHere(string why) => Refused(StatusCode.Unimplemented, why);

    public static RpcException NoEntities() => NotHere("This host has no durable entities.");

    private static RpcException Refused(StatusCode code, string why) => new(new Status(code, why));
}
