using LocalAws.Faults;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>What goes wrong in one run: drawn from its seed alone.</summary>
/// <param name="Faults">Faults of LocalAws. Each strikes a few times at most, and none strikes the readers.</param>
/// <param name="Kills">When each process is killed; the one after them is left alone.</param>
/// <param name="Outage">
/// How long after the last process's run is under way LocalAws goes away and comes back; null: it stays.
/// </param>
/// <param name="Held">What the audit holds, and what becomes of it; null: nothing that a clean run publishes.</param>
internal sealed record ChaosPlan(FaultPlan Faults, IReadOnlyList<Kill> Kills, TimeSpan? Outage, HeldPlan? Held)
{
    private const string Staging = "*.pipeline_staging_*";
    private const string Ctas = "CREATE_TABLE_AS_SELECT";
    private const int MostKills = 3;
    private const int MostRules = 5;

    private static readonly FaultRule[] Rules =
    [
        new()
        {
            Fault = FaultKind.Throttle,
            Service = "athena",
            Operation = "StartQueryExecution",
            Target = Staging,
        },
        new()
        {
            Fault = FaultKind.Error,
            Code = "TooManyRequestsException",
            Service = "athena",
            Operation = "StartQueryExecution",
            Target = Staging,
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "athena",
            Operation = "StartQueryExecution",
            Target = Staging,
        },
        new()
        {
            Fault = FaultKind.Drop,
            Service = "athena",
            Operation = "StartQueryExecution",
            Target = Staging,
        },
        new()
        {
            Fault = FaultKind.InternalError,
            Service = "athena",
            Operation = "BatchGetQueryExecution",
        },
        new()
        {
            Fault = FaultKind.HalfAnswer,
            Service = "athena",
            Operation = "BatchGetQueryExecution",
        },
        new()
        {
            Fault = FaultKind.Throttle,
            Service = "athena",
            Operation = "BatchGetQueryExecution",
        },
        new()
        {
            Fault = FaultKind.ExpireCredentials,
            Service = "athena",
            Operation = "BatchGetQueryExecution",
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "glue",
            Operation = "UpdateTable",
        },
        new()
        {
            Fault = FaultKind.Drop,
            Service = "glue",
            Operation = "UpdateTable",
        },
        new()
        {
            Fault = FaultKind.Unavailable,
            Service = "glue",
            Operation = "UpdateTable",
        },
        new()
        {
            Fault = FaultKind.Error,
            Code = "ConcurrentModificationException",
            Service = "glue",
            Operation = "UpdateTable",
        },
        new()
        {
            Fault = FaultKind.Error,
            Code = "AccessDeniedException",
            Service = "glue",
            Operation = "UpdateTable",
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "glue",
            Operation = "BatchDeleteTable",
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "glue",
            Operation = "Batch*Partition",
        },
        new()
        {
            Fault = FaultKind.InternalError,
            Service = "glue",
            Operation = "Batch*Partition",
        },
        new() { Fault = FaultKind.Throttle, Service = "glue" },
        new()
        {
            Fault = FaultKind.SmallPages,
            Service = "glue",
            Operation = "GetTables",
            PageSize = 3,
        },
        new()
        {
            Fault = FaultKind.Throttle,
            Service = "s3",
            Operation = "PutObject",
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "s3",
            Operation = "PutObject",
        },
        new()
        {
            Fault = FaultKind.InternalError,
            Service = "s3",
            Operation = "GetObject",
        },
        new()
        {
            Fault = FaultKind.Drop,
            Service = "s3",
            Operation = "ListObjectsV2",
        },
        new()
        {
            Fault = FaultKind.SmallPages,
            Service = "s3",
            Operation = "ListObjectsV2",
            PageSize = 2,
        },
        new()
        {
            Fault = FaultKind.LoseAnswer,
            Service = "s3",
            Operation = "DeleteObjects",
        },
        new()
        {
            Fault = FaultKind.DeleteErrors,
            Service = "s3",
            Operation = "DeleteObjects",
            Code = "InternalError",
        },
        new()
        {
            Fault = FaultKind.QueryDelay,
            Operation = Ctas,
            Seconds = 0.1,
            Spread = 0.7,
        },
        new()
        {
            Fault = FaultKind.QueryFailure,
            Operation = Ctas,
            Retryable = true,
        },
        new()
        {
            Fault = FaultKind.QueryFailure,
            Operation = Ctas,
            Retryable = true,
            LeaveFiles = true,
        },
        new()
        {
            Fault = FaultKind.QueryFailure,
            Operation = Ctas,
            Retryable = false,
            LeaveFiles = true,
            Category = 2,
            Type = 1,
            Message = "Query exhausted resources at this scale factor",
        },
    ];

    public static ChaosPlan Draw(int seed)
    {
        var dice = new Dice(seed);
        var rules = Enumerable
            .Range(0, 1 + dice.Below(MostRules))
            .Select(_ =>
                Rules[dice.Below(Rules.Length)] with
                {
                    Probability = 0.1 + (dice.Below(9) / 10.0),
                    Count = 1 + dice.Below(4),
                }
            );
        var plan = new FaultPlan { Seed = seed, Rules = [.. rules] };
        var kills = Enumerable
            .Range(0, dice.Below(MostKills + 1))
            .Select(_ => new Kill(dice.Below(5) > 0, TimeSpan.FromMilliseconds(dice.Below(2_000))))
            .ToList();
        TimeSpan? outage = dice.Below(4) == 0 ? TimeSpan.FromMilliseconds(dice.Below(1_500)) : null;
        return new(plan, kills, outage, dice.Below(2) == 0 ? HeldPlan.Draw(dice) : null);
    }
}

/// <summary>When a process is killed.</summary>
/// <param name="OnceRunning">
/// Whether the time counts from when the run is under way, or from the start of the process.
/// </param>
/// <param name="After">How long after that.</param>
internal sealed record Kill(bool OnceRunning, TimeSpan After);

/// <summary>Numbers by chance that are the same for the same seed, in every version of .NET: SplitMix64.</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed;

    public int Below(int most)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)most);
    }
}
