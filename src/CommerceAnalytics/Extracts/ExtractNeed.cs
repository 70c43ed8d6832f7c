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
        var there = extracted
            .Where(day => day.Fingerprint == fingerprint)
            .ToDictionary(day => (day.Day, day.ServiceName));
        var withEvents = there.Values.Where(day => day.HasEvents).Select(day => day.Day).ToHashSet();
        bool IsNeeded(DateOnly day, string service) =>
            !there.TryGetValue((day, service), out var found) || !IsSettled(found, withEvents.Contains(day));
        var days = wanted
            .SelectMany(service => service.Value, (service, day) => (Day: day, Service: service.Key))
            .Where(pair => IsNeeded(pair.Day, pair.Service))
            .GroupBy(pair => pair.Day, pair => pair.Service);
        return
        [
            .. days.GroupBy(day => string.Join('/', day.Order(StringComparer.Ordinal)), day => day.Key)
                .SelectMany(alike => ExtractChunk.Cut(alike, alike.Key.Split('/'), settings.ExtractDaysPerQuery))
                .OrderByDescending(chunk => chunk.Days[^1]),
        ];
    }

    /// <summary>
    /// A day is read once more on each of the <c>ReextractDays</c> nights after its own, and never twice for the same
    /// date.
    /// </summary>
    private bool IsSettled(ExtractedDay found, bool dayHasEvents)
    {
        if (found.ExecutionDate >= executionDate && !redo.Contains(found.Day))
            return true;
        var lateEventsUntil = found.Day.AddDays(1 + settings.ReextractDays);
        var mayYetCome = !dayHasEvents && found.Day.AddDays(DaysUntilEmptyIsEmpty) >= executionDate;
        return found.ExecutionDate >= lateEventsUntil && !mayYetCome && !redo.Contains(found.Day);
    }
}
