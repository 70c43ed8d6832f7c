using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http;

/// <summary>
/// What a caller is told of what went wrong, as problem+json: for programs a code, for people what to do.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Code.</param>
/// <param name="Message">What happened.</param>
/// <param name="Advice">What to do next.</param>
public sealed record ErrorAnswer(int Status, string Code, string? Message, string Advice)
{
    private const string LookAtTheHost = "Look at the host's log; if it ends the same way again, report it as a bug.";

    /// <summary>The answer to what was thrown. Nothing of the program's inside is told, but where to look.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="request">The request's id in the log.</param>
    public static ErrorAnswer Of(Exception exception, string request) =>
        exception switch
        {
            BadHttpRequestException bad => new(
                bad.StatusCode,
                "InvalidRequest",
                bad.Message,
                "Mend the request and send it again."
            ),
            HttpRequestException => BadGateway("ConnectionLost", exception.Message),
            _ => Of(StatusCodes.Status500InternalServerError, request),
        };

    /// <summary>The answer to a status that nobody gave a reason for.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="request">The request's id in the log.</param>
    public static ErrorAnswer Of(int status, string request) =>
        status switch
        {
            StatusCodes.Status400BadRequest => new(
                status,
                "InvalidRequest",
                "The request cannot be read.",
                "A body must be JSON of the kind that this address takes."
            ),
            StatusCodes.Status415UnsupportedMediaType => new(
                status,
                "InvalidRequest",
                "The body's type is not known.",
                "Send the body as JSON, with the header 'Content-Type: application/json'."
            ),
            StatusCodes.Status401Unauthorized => new(
                status,
                "KeyMissing",
                null,
                "Send a key that opens this address in the header 'x-functions-key', or as '?code='."
            ),
            StatusCodes.Status404NotFound => new(
                status,
                "AddressNotFound",
                "Nothing is served at this address.",
                "The README names the addresses."
            ),
            StatusCodes.Status405MethodNotAllowed => new(
                status,
                "MethodNotAllowed",
                "This address is not served for this method.",
                "The header 'Allow' says for which."
            ),
            StatusCodes.Status503ServiceUnavailable => new(
                status,
                "HostNotReady",
                "The host is not ready yet.",
                "Ask again in a second."
            ),
            StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout => new(
                status,
                "WorkerUnavailable",
                "The app's process ended or did not answer.",
                "It is started anew by itself: ask again in some seconds. " + LookAtTheHost
            ),
            _ => new(status, "Unexpected", $"The host's log tells more about request {request}.", LookAtTheHost),
        };

    /// <summary>The answer as problem+json.</summary>
    public IResult Result() =>
        Results.Problem(
            Message is null ? Advice : $"{Message} {Advice}",
            statusCode: Status,
            extensions: new Dictionary<string, object?> { ["code"] = Code, ["advice"] = Advice }
        );

    /// <summary>The answer where a service that was asked failed.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="message">What it said.</param>
    /// <param name="advice">What to do; null for trying again.</param>
    public static ErrorAnswer BadGateway(string code, string message, string? advice = null) =>
        new(
            StatusCodes.Status502BadGateway,
            code,
            message,
            advice ?? "Ask again in a moment; if it ends the same way, look at the host's log."
        );
}
