namespace DurableTask.Sqlite.Store;

/// <summary>What others must hear of once a transaction is on the disk, never before.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances that have been sent something, and when they may take it; default: at once.</summary>
    public List<(DateTimeOffset DueAt, string InstanceId)> Sent { get; } = [];

    /// <summary>Instances whose state has changed.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Activities to run.</summary>
    public List<ActivityWork> Activities { get; } = [];
}
