using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Runs;

/// <summary>What a person or a schedule asks for; whatever is left out has a default.</summary>
/// <param name="ServiceNames">Services, or null or empty for those of the settings.</param>
/// <param name="ExecutionDate">
/// <c>yyyy-MM-dd</c>, or null for the date that is due, else today's in the reporting zone.
/// </param>
/// <param name="QueryTypes">Query types, or null or empty for all.</param>
/// <param name="Force">Whether a live table may be replaced by one of an earlier date.</param>
public sealed record RunRequestInput(
    IReadOnlyList<string>? ServiceNames = null,
    string? ExecutionDate = null,
    IReadOnlyList<string>? QueryTypes = null,
    bool Force = false
)
{
    /// <summary>UTC days, <c>yyyy-MM-dd</c>, that are to be extracted from the raw log once more.</summary>
    public IReadOnlyList<string> Reextract { get; init; } = [];
}

/// <summary>A run as it will be carried out. Only <see cref="Resolve"/> makes sound ones.</summary>
/// <param name="ServiceNames">At least one valid service name, each once.</param>
/// <param name="ExecutionDate">After <c>MinDataDate</c>, not after today or the date that is due.</param>
/// <param name="QueryTypes">At least one query type, each once, in the order of <see cref="SummarySet"/>.</param>
/// <param name="Force">Whether a live table may be replaced by one of an earlier date.</param>
public sealed record RunRequest(
    IReadOnlyList<string> ServiceNames,
    DateOnly ExecutionDate,
    IReadOnlyList<string> QueryTypes,
    bool Force
)
{
    /// <summary>
    /// UTC days that are to be extracted from the raw log once more, for raw data that came later than
    /// <c>ReextractDays</c> nights after.
    /// </summary>
    public IReadOnlyList<DateOnly> Reextract { get; init; } = [];

    /// <summary>
    /// Fills in the defaults and checks everything. Throws <see cref="InvalidInputException"/> with all problems at
    /// once.
    /// </summary>
    /// <param name="input">What was asked for.</param>
    /// <param name="settings">Sound settings.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="dueDate">
    /// For the timer: the date, in the reporting zone, of the occurrence that is due. It may be tomorrow's: timers fire
    /// a moment early.
    /// </param>
    public static RunRequest Resolve(
        RunRequestInput input,
        CommerceSettings settings,
        DateTimeOffset now,
        DateOnly? dueDate = null
    )
    {
        // Of a list that is too long no entry is told: the answer would be as long.
        if (TooMuch(input).ToList() is { Count: > 0 } tooMuch)
            throw new InvalidInputException(tooMuch);
        var summaries = SummarySet.Of(settings);
        var services = Given(input.ServiceNames) ?? settings.RunServices();
        var queryTypes = Given(input.QueryTypes);
        var problems = ServiceProblems(services).Concat(QueryTypeProblems(queryTypes ?? [], summaries)).ToList();
        var date = Date(input.ExecutionDate, settings, now, dueDate, problems);
        var reextract = Reextracted(input.Reextract, settings, DateOnly.FromDateTime(now.UtcDateTime), problems)
            .ToList();
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        return new(
            [.. services.Distinct()],
            date,
            [.. summaries.Names.Where(type => queryTypes?.Contains(type) ?? true)],
            input.Force
        )
        {
            Reextract = reextract,
        };
    }

    private static IEnumerable<string> TooMuch(RunRequestInput input)
    {
        return
        [
            .. RunLimits.TooMany("service_names", input.ServiceNames?.Count ?? 0, RunLimits.MostServices),
            .. RunLimits.TooMany("query_types", input.QueryTypes?.Count ?? 0, RunLimits.MostQueryTypes),
            .. RunLimits.TooMany("reextract", input.Reextract.Count, RunLimits.MostReextractedDays),
        ];
    }

    private static IReadOnlyList<string>? Given(IReadOnlyList<string>? names)
    {
        var isGiven = names is { Count: > 0 };
        return isGiven ? names : null;
    }

    private static IEnumerable<string> ServiceProblems(IReadOnlyList<string> names)
    {
        return names
            .Where(name => !ServiceName.IsValid(name))
            .Select(name => $"{Shown.Text(name)} is not a service name: {ServiceName.Rule}");
    }

    private static IEnumerable<string> QueryTypeProblems(IReadOnlyList<string> names, SummarySet summaries)
    {
        return names
            .Where(name => summaries.Find(name) is null)
            .Select(name => $"{Shown.Text(name)} is not a query type: use {string.Join(", ", summaries.Names)}.");
    }

    private static IEnumerable<DateOnly> Reextracted(
        IReadOnlyList<string> days,
        CommerceSettings settings,
        DateOnly today,
        List<string> problems
    )
    {
        if (days.Count > 0 && settings.ScanMode != ScanMode.Extract)
            problems.Add($"There is no extract to read a day into again: the setting ScanMode is {settings.ScanMode}.");
        foreach (var text in days)
        {
            if (DayText.Parse(text) is not { } day)
                problems.Add(
                    $"{Shown.Text(text)} is not a day to extract again: write a date of the calendar as YYYY-MM-DD."
                );
            else if (day < settings.MinDataDate || day > today)
                problems.Add(
                    $"{day:yyyy-MM-dd} is not a day to extract again: name days from {settings.MinDataDate:yyyy-MM-dd} (MinDataDate) to {today:yyyy-MM-dd}."
                );
            else
                yield return day;
        }
    }

    private static DateOnly Date(
        string? text,
        CommerceSettings settings,
        DateTimeOffset now,
        DateOnly? dueDate,
        List<string> problems
    )
    {
        var today = settings.Zone().DateOf(now);
        var date = text is null ? dueDate ?? today : DayText.Parse(text);
        if (date is null)
            problems.Add(
                $"{Shown.Text(text)} is not an execution date: write a date of the calendar as YYYY-MM-DD, e.g. {today:yyyy-MM-dd}."
            );
        else if (date > today && date != dueDate)
            problems.Add(
                $"The execution date {date:yyyy-MM-dd} is in the future: today is {today:yyyy-MM-dd} in {settings.ReportingTimeZone}."
            );
        else if (date <= settings.MinDataDate)
            problems.Add(
                $"The execution date {date:yyyy-MM-dd} has no sound day before it: events are read from {settings.MinDataDate:yyyy-MM-dd} on (MinDataDate), so the first possible date is {settings.MinDataDate.AddDays(1):yyyy-MM-dd}."
            );
        return date ?? today;
    }
}
