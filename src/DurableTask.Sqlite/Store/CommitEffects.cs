namespace DurableTask.Sqlite.Store;

/// <summary>What others must hear of once a transaction is on the disk, never before.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances that have something to do now.</summary>
    public List<string> Ready { get; } = [];

    /// <summary>Instances whose state has changed.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Activities to run.</summary>
    public List<ActivityWork> Activities { get; } = [];

    /// <summary>Times at which an instance will have something to do.</summary>
    public List<(DateTimeOffset DueAt, string InstanceId)> Alarms { get; } = [];
}
