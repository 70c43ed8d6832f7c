using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>
/// Durable's management payload: addresses at which a person or a script follows a run. In Azure only the official
/// client can make it (from the worker's own request type, with the Durable system key); on one machine LocalHost makes
/// its own.
/// </summary>
public interface IManagementPayloads
{
    /// <summary>The payload of an instance.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="request">Its request: the addresses have its scheme and authority.</param>
    /// <param name="instanceId">Instance.</param>
    Task<HttpManagementPayloadView> CreateAsync(
        FunctionContext context,
        HttpRequest request,
        DurableTaskClient client,
        string instanceId
    );
}

/// <summary>Durable's management payload as it stands in answers.</summary>
public sealed record HttpManagementPayloadView
{
    /// <summary>Instance id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>GET: status.</summary>
    [JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; init; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    [JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri { get; init; }

    /// <summary>POST: terminates. Prefer the run's own <c>cancel</c>: terminating stops no queries.</summary>
    [JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri { get; init; }

    /// <summary>POST: suspends.</summary>
    [JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri { get; init; }

    /// <summary>POST: resumes.</summary>
    [JsonPropertyName("resumePostUri")]
    public string? ResumePostUri { get; init; }

    /// <summary>POST: rewinds, where the store can.</summary>
    [JsonPropertyName("rewindPostUri")]
    public string? RewindPostUri { get; init; }

    /// <summary>POST: restarts.</summary>
    [JsonPropertyName("restartPostUri")]
    public string? RestartPostUri { get; init; }

    /// <summary>DELETE: forgets the instance and its history.</summary>
    [JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; init; }
}
