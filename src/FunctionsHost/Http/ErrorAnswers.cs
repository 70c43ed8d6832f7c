using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Http;

/// <summary>
/// Turns what nobody answered into problem+json: unhandled errors (without their stack), unknown paths, missing keys.
/// </summary>
/// <param name="next">What answers.</param>
/// <param name="explain">What the program knows of errors of its own; null for an error that it does not know.</param>
internal sealed class ErrorAnswers(
    RequestDelegate next,
    Func<Exception, ErrorAnswer?> explain,
    ILogger<ErrorAnswers> logger
)
{
    // In the items of a request that a function has answered.
    private static readonly object OfAFunction = new();

    /// <summary>A function has answered: its answer stays as it is, an empty 404 too.</summary>
    public static void Keep(HttpContext http) => http.Items[OfAFunction] = true;

    public async Task InvokeAsync(HttpContext http)
    {
        // Functions replace these by the services of their invocation, which end with it.
        var services = http.RequestServices;
        try
        {
            await next(http);
            var isEmptyError = http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null };
            if (isEmptyError && !http.Items.ContainsKey(OfAFunction))
                await AnswerAsync(http, services, ErrorAnswer.Of(http.Response.StatusCode, http.TraceIdentifier));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: nobody reads an answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var failure = Tell(http, e);
            http.Response.Clear();
            await AnswerAsync(http, services, failure);
        }
    }

    private ErrorAnswer Tell(HttpContext http, Exception exception)
    {
        var request = http.TraceIdentifier;
        var answer = explain(exception) ?? ErrorAnswer.Of(exception, request);
        if (answer.Status >= StatusCodes.Status500InternalServerError)
            logger.RequestFailed(http.Request.Method, http.Request.Path, request, exception);
        return answer;
    }

    private static Task AnswerAsync(HttpContext http, IServiceProvider services, ErrorAnswer answer)
    {
        http.RequestServices = services;
        return answer.Result().ExecuteAsync(http);
    }
}
