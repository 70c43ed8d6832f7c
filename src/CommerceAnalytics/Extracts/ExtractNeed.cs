using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// Which days of which services a run must read from the raw log: those that the extract lacks, and those whose late
/// events it may lack.
/// </summary>
/// <param name="settings">Sound settings.</param>
/// <param name="executionDate">The run's date.</param>
/// <param name="fingerprint">Of the statement that would read them now.</param>
/// <param name="redo">Days to read again in any case.</param>
public sealed class ExtractNeed(
    CommerceSettings settings,
    DateOnly executionDate,
    string fingerprint,
    IReadOnlyCollection<DateOnly> redo
)
{
    // A raw day that nobody's events were found in may not have been delivered yet. Not for ever: such a day costs a
    // query each night.
    private const int DaysUntilEmptyIsEmpty = 7;

    /// <summary>The statements that are needed, the newest days first.</summary>
    /// <param name="wanted">The UTC days that each service's summaries read.</param>
    /// <param name="extracted">What there is.</param>
    public IReadOnlyList<ExtractChunk> Chunks(
        IReadOnlyDictionary<string, IReadOnlyCollection<DateOnly>> wanted,
        IEnumerable<ExtractedDay> extracted
    )
    {
        var current = extracted.Where(day => day.Fingerprint == fingerprint);
        var there = current.ToDictionary(day => (day.Day, day.ServiceName));
        var withEvents = there.Values.Where(day => day.HasEvents).Select(day => day.Day).ToHashSet();
        var needed =
            from service in wanted
            from day in service.Value
            where IsNeeded(day, service.Key)
            group service.Key by day;
        var alike = needed.GroupBy(Together, day => day.Key);
        var chunks = alike.SelectMany(days => Cut(days, days.Key.Split('/')));
        return [.. chunks.OrderByDescending(chunk => chunk.Days[^1])];

        string Together(IEnumerable<string> services)
        {
            var inOrder = services.Order(StringComparer.Ordinal);
            return string.Join('/', inOrder);
        }

        bool IsNeeded(DateOnly day, string service)
        {
            var isThere = there.TryGetValue((day, service), out var found);
            return !isThere || !IsSettled(found!, withEvents.Contains(day));
        }
    }

    private IEnumerable<ExtractChunk> Cut(IEnumerable<DateOnly> days, string[] services) =>
        ExtractChunk.Cut(days, services, settings.ExtractDaysPerQuery);

    /// <summary>
    /// A day is read once more on each of the <c>ReextractDays</c> nights after its own, and never twice for the same
    /// date.
    /// </summary>
    private bool IsSettled(ExtractedDay found, bool dayHasEvents)
    {
        if (redo.Contains(found.Day))
            return false;
        if (found.ExecutionDate >= executionDate)
            return true;
        var lateEventsUntil = found.Day.AddDays(1 + settings.ReextractDays);
        var mayYetCome = !dayHasEvents && found.Day.AddDays(DaysUntilEmptyIsEmpty) >= executionDate;
        return found.ExecutionDate >= lateEventsUntil && !mayYetCome;
    }
}
