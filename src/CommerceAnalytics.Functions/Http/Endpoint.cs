using CommerceAnalytics.Functions.Contracts;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Http;

/// <summary>
/// Answers a request whatever happens: what could not be done is told as problem+json with a code and what to do, never
/// as a bare 500.
/// </summary>
internal static class Endpoint
{
    /// <summary>What a function without parameters in the query answers, or why it could not; any is refused.</summary>
    /// <param name="answer">The function. It may throw anything.</param>
    public static Task<IResult> AnswerAsync(HttpRequest request, Func<Task<IResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        return QueryValues.Problems(request.Query, []) is { Count: > 0 } problems
            ? Task.FromResult(Answers.Invalid(problems))
            : AnswerAnyQueryAsync(request, answer);
    }

    /// <summary>The same of a function that reads the query itself, or tells what is wrong with it beside other things.</summary>
    /// <param name="answer">The function. It may throw anything.</param>
    public static async Task<IResult> AnswerAnyQueryAsync(HttpRequest request, Func<Task<IResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await answer();
        }
        catch (InvalidInputException e)
        {
            return Answers.Invalid(e.Problems);
        }
        catch (FailureException e)
        {
            return Answers.Unavailable(e.Failure);
        }
        catch (BadHttpRequestException e)
        {
            return Answers.Invalid([$"The request could not be read: {e.Message}"]);
        }
        catch (Exception e) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Log(request, e);
            return IsOfTaskHub(e) ? Answers.TaskHubUnavailable(e) : Answers.Unexpected(request, e);
        }
    }

    /// <summary>The host's own client and the worker's both speak gRPC to the task hub.</summary>
    private static bool IsOfTaskHub(Exception e) => e is RpcException or HttpRequestException or TimeoutException;

    private static void Log(HttpRequest request, Exception exception)
    {
        var loggers = request.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>();
        var logger = loggers.CreateLogger(typeof(Endpoint).FullName!);
        logger.RequestFailed(request.Method, request.Path, request.HttpContext.TraceIdentifier, exception);
    }
}
