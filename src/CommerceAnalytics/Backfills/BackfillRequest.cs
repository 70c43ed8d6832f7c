using System.Text.Json.Serialization;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Backfills;

/// <summary>What a person asks for.</summary>
/// <param name="From">First night, <c>yyyy-MM-dd</c>.</param>
/// <param name="To">Last night, <c>yyyy-MM-dd</c>.</param>
/// <param name="ServiceNames">Services, or null or empty for those of the settings.</param>
/// <param name="QueryTypes">Query types, or null or empty for all summaries; the overview only where it is named.</param>
/// <param name="Force">Whether nights that history has are built anew.</param>
public sealed record BackfillRequestInput(
    string? From,
    string? To,
    IReadOnlyList<string>? ServiceNames = null,
    IReadOnlyList<string>? QueryTypes = null,
    bool Force = false
);

/// <summary>A backfill as it will be carried out. Only <see cref="Resolve"/> makes sound ones.</summary>
/// <param name="From">First night.</param>
/// <param name="To">Last night; not before the first, not after today.</param>
/// <param name="ServiceNames">At least one valid service name, each once.</param>
/// <param name="QueryTypes">
/// At least one query type, each once, in the order of the summaries; last that of the overview, if it was named.
/// </param>
/// <param name="Force">Whether nights that history has are built anew.</param>
public sealed record BackfillRequest(
    DateOnly From,
    DateOnly To,
    IReadOnlyList<string> ServiceNames,
    IReadOnlyList<string> QueryTypes,
    bool Force
)
{
    /// <summary>Its nights, the newest first.</summary>
    public IEnumerable<DateOnly> Nights()
    {
        for (var night = To; night >= From; night = night.AddDays(-1))
            yield return night;
    }

    /// <summary>Whether two backfills have a night in common.</summary>
    /// <param name="other">Another one.</param>
    public bool Overlaps(BackfillRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return From <= other.To && other.From <= To;
    }

    /// <summary>Whether another one asks for the very same.</summary>
    /// <param name="other">Another one.</param>
    public bool IsSameAs(BackfillRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (From, To, Force) == (other.From, other.To, other.Force)
            && ServiceNames.SequenceEqual(other.ServiceNames)
            && QueryTypes.SequenceEqual(other.QueryTypes);
    }

    /// <summary>Whether the overview's nights are built.</summary>
    [JsonIgnore]
    public bool HasOverview => QueryTypes.Contains(OverviewTable.QueryType);

    /// <summary>Its query types but that of the overview.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Summaries => [.. QueryTypes.Where(type => type != OverviewTable.QueryType)];

    /// <summary>The run of one of its nights: without query types where it builds the overview alone.</summary>
    public RunRequest Of(DateOnly night) => new(ServiceNames, night, Summaries, Force);

    /// <summary>
    /// Fills in the defaults and checks everything. Throws <see cref="InvalidInputException"/> with all problems at
    /// once.
    /// </summary>
    /// <param name="input">What was asked for.</param>
    /// <param name="settings">Sound settings.</param>
    /// <param name="now">The present instant.</param>
    public static BackfillRequest Resolve(BackfillRequestInput input, CommerceSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new List<string>();
        var run = Run(input, settings, now, problems);
        var from = Night("from", input.From, problems);
        var to = Night("to", input.To, problems);
        if (settings.HistoryNights == 0)
            problems.Add("The setting HistoryNights is 0, so no history is kept: raise it before a backfill.");
        else if (from is { } first && to is { } last)
            problems.AddRange(RangeProblems(first, last, settings, now));
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        var types = Types(input.QueryTypes ?? [], run!);
        return new(from!.Value, to!.Value, run!.ServiceNames, types, input.Force);
    }

    /// <summary>All summaries where none are named, but not for who names the overview alone.</summary>
    private static IReadOnlyList<string> Types(IReadOnlyList<string> named, RunRequest run)
    {
        if (!named.Contains(OverviewTable.QueryType))
            return run.QueryTypes;
        return named.All(type => type == OverviewTable.QueryType)
            ? [OverviewTable.QueryType]
            : [.. run.QueryTypes, OverviewTable.QueryType];
    }

    /// <summary>Services and query types are those of any run.</summary>
    private static RunRequest? Run(
        BackfillRequestInput input,
        CommerceSettings settings,
        DateTimeOffset now,
        List<string> problems
    )
    {
        var types = input.QueryTypes ?? [];
        var summaries = types.Where(type => type != OverviewTable.QueryType).ToList();
        try
        {
            return RunRequest.Resolve(new(input.ServiceNames, QueryTypes: summaries), settings, now);
        }
        catch (InvalidInputException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    private static DateOnly? Night(string name, string? text, List<string> problems)
    {
        if (string.IsNullOrEmpty(text))
            problems.Add($"{name} is missing: name the {(name == "from" ? "first" : "last")} night as YYYY-MM-DD.");
        else if (DayText.Parse(text) is { } night)
            return night;
        else
            problems.Add($"{name} is {Shown.Text(text)}: write a date of the calendar as YYYY-MM-DD.");
        return null;
    }

    private static IEnumerable<string> RangeProblems(
        DateOnly from,
        DateOnly to,
        CommerceSettings settings,
        DateTimeOffset now
    )
    {
        var today = settings.Zone().DateOf(now);
        if (from > to)
            yield return $"from is {from:yyyy-MM-dd} and to is {to:yyyy-MM-dd}: from must not be after to.";
        if (to > today)
            yield return $"to is {to:yyyy-MM-dd}, which is in the future: today is {today:yyyy-MM-dd} in {settings.ReportingTimeZone}.";
        if (from <= settings.MinDataDate)
            yield return $"from is {from:yyyy-MM-dd}, and that night has no sound day before it: events are read from {settings.MinDataDate:yyyy-MM-dd} on (MinDataDate), so the first possible night is {settings.MinDataDate.AddDays(1):yyyy-MM-dd}.";
    }
}
