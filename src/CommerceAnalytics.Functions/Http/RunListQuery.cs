using System.Globalization;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Which runs are asked for.</summary>
/// <param name="From">First execution date.</param>
/// <param name="To">Last execution date.</param>
/// <param name="Status"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>; null for all.</param>
/// <param name="Service">A part of the name of one of the run's services; null for all.</param>
/// <param name="Text">A part of the run's id or of what is said of it, whatever the case; null for all.</param>
/// <param name="Backfill">
/// Id of a backfill: only its nights; <c>none</c>: no backfill's nights; null for all runs.
/// </param>
/// <param name="PageSize">Runs a page, 1 to 200.</param>
/// <param name="After">The last run of the page before; null for the first page.</param>
internal sealed record RunListQuery(
    DateOnly From,
    DateOnly To,
    string? Status,
    string? Service,
    string? Text,
    string? Backfill,
    int PageSize,
    string? After
)
{
    /// <summary>Runs that a page has at most.</summary>
    public const int MostPerPage = 200;

    /// <summary>Leaves the nights of backfills out.</summary>
    public const string NoBackfill = "none";

    /// <summary>Statuses that can be asked for.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["running", "succeeded", "failed", "cancelled"];

    public static RunListQuery Read(
        IQueryCollection query,
        CommerceSettings settings,
        DateTimeOffset now,
        List<string> problems
    )
    {
        problems.AddRange(
            QueryValues.Problems(query, ["from", "to", "status", "service", "text", "backfill", "page_size", "after"])
        );
        var today = settings.Zone().DateOf(now);
        var to = Date(query, "to", today, problems);
        var from = Date(query, "from", Earliest(settings.MinDataDate, to), problems);
        if (from > to && problems.Count == 0 && QueryValues.One(query, "from") is not null)
            problems.Add($"from is {from:yyyy-MM-dd} and to is {to:yyyy-MM-dd}: from must not be after to.");
        if (to.DayNumber - from.DayNumber > RunLimits.MostDaysListed && problems.Count == 0)
            problems.Add(
                $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd} are more than {RunLimits.MostDaysListed} days: ask for at most so many at once."
            );
        return new(
            from,
            to,
            StatusOf(query, problems),
            Sought(query, "service", problems),
            Sought(query, "text", problems),
            BackfillOf(query, problems),
            Size(query, problems),
            AfterOf(query, problems)
        );
    }

    private static DateOnly Earliest(DateOnly sound, DateOnly to)
    {
        var day = Math.Max(sound.DayNumber, to.DayNumber - RunLimits.MostDaysListed);
        return DateOnly.FromDayNumber(day);
    }

    private static string? Sought(IQueryCollection query, string name, List<string> problems)
    {
        var text = QueryValues.One(query, name);
        if (text?.Length > RunLimits.MostCharactersSought)
            problems.Add(
                $"{name} has {text.Length} characters: at most {RunLimits.MostCharactersSought} are looked for."
            );
        return text;
    }

    private static DateOnly Date(IQueryCollection query, string name, DateOnly otherwise, List<string> problems)
    {
        if (QueryValues.One(query, name) is not { } text)
            return otherwise;
        if (DayText.Parse(text) is { } date)
            return date;
        problems.Add($"{name} is {Shown.Text(text)}: it must be a date such as 2025-10-28.");
        return otherwise;
    }

    private static string? StatusOf(IQueryCollection query, List<string> problems)
    {
        var status = QueryValues.One(query, "status");
        if (status is not null && !Statuses.Contains(status))
            problems.Add($"status is {Shown.Text(status)}: it must be one of {string.Join(", ", Statuses)}.");
        return status;
    }

    private static string? BackfillOf(IQueryCollection query, List<string> problems)
    {
        var backfill = QueryValues.One(query, "backfill");
        if (backfill is not (null or NoBackfill) && BackfillIds.NumberOf(backfill) is null)
            problems.Add($"backfill is {Shown.Text(backfill)}: it must be the id of a backfill, or {NoBackfill}.");
        return backfill;
    }

    private static int Size(IQueryCollection query, List<string> problems)
    {
        if (QueryValues.One(query, "page_size") is not { } text)
            return 50;
        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size is < 1 or > MostPerPage
        )
            problems.Add($"page_size is {Shown.Text(text)}: it must be a whole number from 1 to {MostPerPage}.");
        return size;
    }

    private static string? AfterOf(IQueryCollection query, List<string> problems)
    {
        var after = QueryValues.One(query, "after");
        if (after is not null && RunIds.Parse(after) is null)
            problems.Add($"after is {Shown.Text(after)}: it must be a run id, as \"next\" of a page has it.");
        return after;
    }
}
