using Amazon.Runtime;
using CommerceAnalytics.Failures;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.LocalHost.Http;

/// <summary>What a caller is told of what went wrong, as problem+json: for programs a code, for people what to do.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Code.</param>
/// <param name="Message">What happened.</param>
/// <param name="Advice">What to do next.</param>
internal sealed record ErrorAnswer(int Status, string Code, string? Message, string Advice)
{
    private const string LookAtTheHost = "Look at the host's log; if it ends the same way again, report it as a bug.";

    /// <summary>The answer to what was thrown. Nothing of the program's inside is told, but where to look.</summary>
    public static ErrorAnswer Of(Exception exception, string request) =>
        exception switch
        {
            BadHttpRequestException bad => new(
                bad.StatusCode,
                "InvalidRequest",
                bad.Message,
                "Mend the request and send it again."
            ),
            FailureException failed => OfAws(failed.Failure.Code, failed.Failure.Message, failed.Failure.Advice),
            AmazonServiceException { ErrorCode: { Length: > 0 } code } aws => OfAws(code, aws.Message, ""),
            AmazonServiceException or AmazonClientException or HttpRequestException => OfAws(
                "ConnectionLost",
                exception.Message,
                ""
            ),
            _ => Of(StatusCodes.Status500InternalServerError, request),
        };

    /// <summary>The answer to a status that nobody gave a reason for.</summary>
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

    public IResult Result() =>
        Results.Problem(
            Message is null ? Advice : $"{Message} {Advice}",
            statusCode: Status,
            extensions: new Dictionary<string, object?> { ["code"] = Code, ["advice"] = Advice }
        );

    private static ErrorAnswer OfAws(string code, string message, string advice) =>
        new(
            StatusCodes.Status502BadGateway,
            code,
            message,
            advice.Length > 0 ? advice : "Ask again in a moment; if it ends the same way, look at the host's log."
        );
}
