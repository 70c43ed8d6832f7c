using System.Text.Json.Serialization;

namespace FunctionsHost.Http.Management;

/// <summary>
/// Where an instance is looked at and managed, with the field names of the Durable Functions HTTP API.
/// </summary>
public sealed record ManagementPayload
{
    /// <summary>Instance id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>GET: status.</summary>
    [JsonPropertyName("statusQueryGetUri")]
    public required string StatusQueryGetUri { get; init; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    [JsonPropertyName("sendEventPostUri")]
    public required string SendEventPostUri { get; init; }

    /// <summary>POST: terminates.</summary>
    [JsonPropertyName("terminatePostUri")]
    public required string TerminatePostUri { get; init; }

    /// <summary>POST: suspends.</summary>
    [JsonPropertyName("suspendPostUri")]
    public required string SuspendPostUri { get; init; }

    /// <summary>POST: resumes.</summary>
    [JsonPropertyName("resumePostUri")]
    public required string ResumePostUri { get; init; }

    /// <summary>POST: rewinds; null, since this host cannot.</summary>
    [JsonPropertyName("rewindPostUri")]
    public string? RewindPostUri { get; init; }

    /// <summary>POST: restarts.</summary>
    [JsonPropertyName("restartPostUri")]
    public required string RestartPostUri { get; init; }

    /// <summary>DELETE: forgets the instance and its history.</summary>
    [JsonPropertyName("purgeHistoryDeleteUri")]
    public required string PurgeHistoryDeleteUri { get; init; }
}
