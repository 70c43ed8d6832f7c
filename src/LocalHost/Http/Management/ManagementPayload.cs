using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.LocalHost.Http.Management;

/// <summary>Durable's management payload.</summary>
internal sealed record ManagementPayload(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri)
{
    /// <summary>The payload for an instance, with addresses that the caller reached this host by.</summary>
    public static ManagementPayload Of(ManagementLinks links, HttpRequest request, string id)
    {
        const string Reason = "reason={text}";
        var authority = $"{request.Scheme}://{request.Host}";
        return new(
            id, links.For(authority, id), links.For(authority, id, "raiseEvent/{eventName}"), links.For(authority, id, "terminate", Reason),
            links.For(authority, id), links.For(authority, id, "restart"), links.For(authority, id, "suspend", Reason), links.For(authority, id, "resume", Reason));
    }
}
