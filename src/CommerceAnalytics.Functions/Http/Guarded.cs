using CommerceAnalytics.Failures;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Answers where something fails on the way: AWS, the task hub, or this app. Each is problem+json with a code and what to do.</summary>
internal static class Guarded
{
    /// <summary>The answer, or what kept it from being made.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Makes the answer.</param>
    public static async Task<IResult> AnswerAsync(HttpRequest request, Func<Task<IResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await answer();
        }
        catch (FailureException e)
        {
            return Answers.Unavailable(e.Failure);
        }
        catch (Exception e) when (IsOfTaskHub(e) && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Log(request).TaskHubFailed(request.Method, request.Path, e);
            return Answers.TaskHubUnavailable(e);
        }
        catch (Exception e) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Log(request).RequestFailed(request.Method, request.Path, request.HttpContext.TraceIdentifier, e);
            return Answers.Unexpected(request.HttpContext.TraceIdentifier);
        }
    }

    /// <summary>The host's own client and the worker's both speak gRPC to the task hub.</summary>
    private static bool IsOfTaskHub(Exception e) => e is RpcException or HttpRequestException or TimeoutException;

    private static ILogger Log(HttpRequest request) =>
        request
            .HttpContext.RequestServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(Guarded).FullName!);
}
