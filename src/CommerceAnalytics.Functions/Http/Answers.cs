using CommerceAnalytics.Naming;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Answers of the HTTP API. Every refusal is problem+json.</summary>
internal static class Answers
{
    /// <summary>
    /// After how many seconds a caller should look again: as in the answers of Durable Functions itself.
    /// </summary>
    private const string RetryAfterSeconds = "10";

    public static IResult Accepted(HttpResponse response, HttpManagementPayloadView payload) =>
        Accepted(response, payload, payload);

    /// <summary>The same with a body that tells more than the payload.</summary>
    public static IResult Accepted<T>(HttpResponse response, HttpManagementPayloadView payload, T body)
    {
        response.Headers.Location = payload.StatusQueryGetUri;
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.Json(body, statusCode: StatusCodes.Status202Accepted);
    }

    public static IResult Invalid(IReadOnlyList<string> problems) =>
        Results.Problem(
            string.Join(" ", problems),
            statusCode: StatusCodes.Status400BadRequest,
            title: "The request was refused; nothing was done.",
            extensions: new Dictionary<string, object?>
            {
                ["code"] = "InvalidRequest",
                ["advice"] = "Mend what is named and send it again.",
                ["problems"] = problems,
            }
        );

    public static IResult NotFound(string runId) =>
        Of(
            new(
                "RunNotFound",
                $"There is no run {Shown.Text(runId)}.",
                $"Runs have ids such as {RunIds.Prefix}2025-10-28; GET /api/runs lists them."
            ),
            StatusCodes.Status404NotFound,
            "No such run."
        );

    public static IResult NoSuchBackfill(string id) =>
        Of(
            new("BackfillNotFound", $"There is no backfill {Shown.Text(id)}.", "GET /api/backfills lists them."),
            StatusCodes.Status404NotFound,
            "No such backfill."
        );

    /// <summary>
    /// Refused because of what is there; with the payload of the run that stands in the way, where one does.
    /// </summary>
    public static IResult Conflict(Failure refusal, HttpManagementPayloadView? payload = null) =>
        Results.Problem(
            $"{refusal.Message} {refusal.Advice}",
            statusCode: StatusCodes.Status409Conflict,
            title: "Nothing was started or changed.",
            extensions: Members(refusal, payload)
        );

    /// <summary>AWS did not do its part.</summary>
    public static IResult Unavailable(Failure failure) =>
        Of(failure, StatusCodes.Status502BadGateway, "AWS refused or did not answer.");

    /// <summary>
    /// The task hub did not do its part. Asking again is safe: a date has one run at a time, whoever starts it.
    /// </summary>
    public static IResult TaskHubUnavailable(Exception cause) =>
        Of(
            new(
                "TaskHubUnavailable",
                $"The task hub, which keeps runs, did not answer as it should: {Told(cause)}.",
                "Look at GET /api/runs in a minute, and ask again for what is not there: a start that was taken is not taken twice. "
                    + "If it stays, look at the state of the storage account that the app names as AzureWebJobsStorage."
            ),
            StatusCodes.Status503ServiceUnavailable,
            "The task hub refused or did not answer."
        );

    private static string Told(Exception cause)
    {
        if (cause is RpcException { Status: var status })
            return $"{status.StatusCode}, {Shown.Text(status.Detail)}";
        return Shown.Text(cause.Message);
    }

    /// <summary>A fault of the program.</summary>
    public static IResult Unexpected(HttpRequest request, Exception exception) =>
        Of(
            new(
                "Unexpected",
                $"{request.Method} {request.Path} ended with {exception.GetType().Name}.",
                $"Look for request {request.HttpContext.TraceIdentifier} in the logs; if it ends the same way again, report it as a bug."
            ),
            StatusCodes.Status500InternalServerError,
            "The request could not be answered."
        );

    private static IResult Of(Failure failure, int status, string title) =>
        Results.Problem(
            $"{failure.Message} {failure.Advice}",
            statusCode: status,
            title: title,
            extensions: Members(failure, null)
        );

    private static Dictionary<string, object?> Members(Failure refusal, HttpManagementPayloadView? payload)
    {
        var members = new Dictionary<string, object?> { ["code"] = refusal.Code, ["advice"] = refusal.Advice };
        if (payload is not null)
        {
            members["id"] = payload.Id;
            members["statusQueryGetUri"] = payload.StatusQueryGetUri;
            members["sendEventPostUri"] = payload.SendEventPostUri;
            members["terminatePostUri"] = payload.TerminatePostUri;
            members["suspendPostUri"] = payload.SuspendPostUri;
            members["resumePostUri"] = payload.ResumePostUri;
            members["rewindPostUri"] = payload.RewindPostUri;
            members["restartPostUri"] = payload.RestartPostUri;
            members["purgeHistoryDeleteUri"] = payload.PurgeHistoryDeleteUri;
        }

        return members.Where(member => member.Value is not null).ToDictionary();
    }
}
