using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Http;

/// <summary>Turns what nobody answered into problem+json: unhandled errors (without their stack), unknown paths, missing keys.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // Functions replace these by the services of their invocation, which end with it.
        var services = http.RequestServices;
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await AnswerAsync(http, services, http.Response.StatusCode, Explain(http.Response.StatusCode));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: nobody reads an answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await AnswerAsync(http, services, e.StatusCode, e.Message);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            logger.RequestFailed(http.Request.Method, http.Request.Path, http.TraceIdentifier, e);
            http.Response.Clear();
            await AnswerAsync(
                http,
                services,
                StatusCodes.Status500InternalServerError,
                $"The host's log tells more about request {http.TraceIdentifier}."
            );
        }
    }

    private static Task AnswerAsync(HttpContext http, IServiceProvider services, int status, string? detail)
    {
        http.RequestServices = services;
        return Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }

    private static string? Explain(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest =>
                "The request cannot be read: a body must be JSON of the kind that this address takes.",
            StatusCodes.Status415UnsupportedMediaType =>
                "Send the body as JSON, with the header 'Content-Type: application/json'.",
            StatusCodes.Status401Unauthorized =>
                "Send a key that opens this address in the header 'x-functions-key', or as '?code='.",
            StatusCodes.Status404NotFound => "Nothing is served at this address.",
            StatusCodes.Status405MethodNotAllowed => "This address is not served for this method.",
            _ => null,
        };
}
