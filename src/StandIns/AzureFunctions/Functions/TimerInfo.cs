namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its occurrence.</summary>
public class TimerInfo
{
    /// <summary>When the schedule ran and runs; null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True: this run makes up for an occurrence that was missed.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Occurrences of a schedule, UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last occurrence that ran.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
