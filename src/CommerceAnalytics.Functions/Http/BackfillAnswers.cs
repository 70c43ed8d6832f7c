using System.Text.Json.Serialization;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;

namespace CommerceAnalytics.Functions.Http;

/// <summary>What is answered when a backfill was started, or would be.</summary>
public sealed record BackfillAccepted
{
    /// <summary>Instance id; null where nothing was started.</summary>
    [JsonPropertyName("id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>GET: Durable's status.</summary>
    [JsonPropertyName("statusQueryGetUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusQueryGetUri { get; init; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    [JsonPropertyName("sendEventPostUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SendEventPostUri { get; init; }

    /// <summary>POST: terminates. Prefer the backfill's own <c>cancel</c>: terminating stops no night.</summary>
    [JsonPropertyName("terminatePostUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TerminatePostUri { get; init; }

    /// <summary>POST: suspends.</summary>
    [JsonPropertyName("suspendPostUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SuspendPostUri { get; init; }

    /// <summary>POST: resumes.</summary>
    [JsonPropertyName("resumePostUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResumePostUri { get; init; }

    /// <summary>DELETE: forgets the instance and its history.</summary>
    [JsonPropertyName("purgeHistoryDeleteUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PurgeHistoryDeleteUri { get; init; }

    /// <summary>What it will cost.</summary>
    [JsonPropertyName("estimate")]
    public required BackfillEstimate Estimate { get; init; }

    internal static BackfillAccepted Of(HttpManagementPayloadView payload, BackfillEstimate estimate) =>
        new()
        {
            Id = payload.Id,
            StatusQueryGetUri = payload.StatusQueryGetUri,
            SendEventPostUri = payload.SendEventPostUri,
            TerminatePostUri = payload.TerminatePostUri,
            SuspendPostUri = payload.SuspendPostUri,
            ResumePostUri = payload.ResumePostUri,
            PurgeHistoryDeleteUri = payload.PurgeHistoryDeleteUri,
            Estimate = estimate,
        };
}

/// <summary>All backfills.</summary>
/// <param name="Backfills">The last one that was started first.</param>
public sealed record BackfillList([property: JsonPropertyName("backfills")] IReadOnlyList<BackfillProgress> Backfills);
