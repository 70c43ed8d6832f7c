using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Runs;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Answers of the HTTP API. Every refusal is problem+json.</summary>
internal static class Answers
{
    /// <summary>After how many seconds a caller should look again: as in the answers of Durable Functions itself.</summary>
    private const string RetryAfterSeconds = "10";

    public static IResult Accepted(HttpResponse response, HttpManagementPayloadView payload)
    {
        response.Headers.Location = payload.StatusQueryGetUri;
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
    }

    public static IResult Invalid(IReadOnlyList<string> problems) =>
        Results.Problem(
            string.Join(" ", problems),
            statusCode: StatusCodes.Status400BadRequest,
            title: "The request was refused; nothing was done.",
            extensions: new Dictionary<string, object?> { ["problems"] = problems }
        );

    public static IResult NotFound(string runId) =>
        Results.Problem(
            $"There is no run {Shown.Text(runId)}. Runs have ids such as {RunIds.Prefix}2025-10-28; GET /api/runs lists them.",
            statusCode: StatusCodes.Status404NotFound,
            title: "No such run."
        );

    /// <summary>Refused because of what is there; with the payload of the run that stands in the way, where one does.</summary>
    public static IResult Conflict(Failure refusal, HttpManagementPayloadView? payload = null) =>
        Results.Problem(
            $"{refusal.Message} {refusal.Advice}",
            statusCode: StatusCodes.Status409Conflict,
            title: "Nothing was started or changed.",
            extensions: Members(refusal, payload)
        );

    /// <summary>AWS did not do its part.</summary>
    public static IResult Unavailable(Failure failure) =>
        Results.Problem(
            $"{failure.Message} {failure.Advice}",
            statusCode: StatusCodes.Status502BadGateway,
            title: "AWS refused or did not answer.",
            extensions: new Dictionary<string, object?> { ["code"] = failure.Code }
        );

    /// <summary>The task hub did not do its part.</summary>
    public static IResult TaskHubUnavailable(Exception cause) =>
        Results.Problem(
            $"The task hub did not answer: {cause.Message} Whether anything began is not known: look at GET /api/runs, then ask again. A start that is made twice makes one run.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The task hub refused or did not answer.",
            extensions: new Dictionary<string, object?> { ["code"] = "TaskHubUnavailable" }
        );

    /// <summary>A fault of this app.</summary>
    public static IResult Unexpected(string requestId) =>
        Results.Problem(
            $"The app did not expect what happened; its log tells more about request {requestId}. Look at GET /api/runs before you ask again.",
            statusCode: StatusCodes.Status500InternalServerError,
            title: "The app failed.",
            extensions: new Dictionary<string, object?> { ["code"] = "Unexpected" }
        );

    private static Dictionary<string, object?> Members(Failure refusal, HttpManagementPayloadView? payload)
    {
        var members = new Dictionary<string, object?> { ["code"] = refusal.Code };
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
