using DurableTask.Core;

namespace DurableTask.Sqlite.Store;

/// <summary>Which of the instances that have ended are meant.</summary>
/// <param name="Column">The time that counts: a column of the instances.</param>
/// <param name="From">Earliest of these times, in UTC ticks.</param>
/// <param name="To">Latest of these times, in UTC ticks.</param>
/// <param name="Statuses">In which of the states; null or empty for all ended ones.</param>
internal sealed record EndedFilter(
    string Column,
    long From,
    long To,
    IReadOnlyCollection<OrchestrationStatus>? Statuses = null
)
{
    private static readonly OrchestrationStatus[] Ended =
    [
        .. Enum.GetValues<OrchestrationStatus>().Where(status => status.IsEnd()),
    ];

    /// <summary>Ids of up to $3 of them, their times from $1 to $2.</summary>
    public string Sql
    {
        get
        {
            var wanted = Statuses is { Count: > 0 } some ? Ended.Intersect(some) : Ended;
            // Numbers of an enum, and a name from this assembly, so they can stand in the text.
            var numbers = string.Join(',', wanted.Select(status => (int)status));
            return $"SELECT instance_id FROM instances WHERE {Column} >= $1 AND {Column} <= $2 AND status IN ({numbers}) LIMIT $3";
        }
    }
}
