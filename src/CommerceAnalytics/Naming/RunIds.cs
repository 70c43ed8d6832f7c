using System.Text.RegularExpressions;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Naming;

/// <summary>
/// Instance ids of runs: <c>commerce-{D}</c> for a date's run, <c>commerce-{D}-{n}</c> (n from 2) for one on purpose.
/// </summary>
public static partial class RunIds
{
    /// <summary>What all run ids begin with, and no other instance's.</summary>
    public const string Prefix = "commerce-";

    /// <summary>The id of a date's n-th run.</summary>
    /// <param name="executionDate">The run's date.</param>
    /// <param name="number">1 or more; 1 stands for the date's own run.</param>
    public static string For(DateOnly executionDate, int number = 1)
    {
        var id = $"{Prefix}{executionDate:yyyy-MM-dd}";
        return number == 1 ? id : $"{id}-{number}";
    }

    /// <summary>Takes an id apart; null where it is not a run's.</summary>
    /// <param name="runId">Any text.</param>
    public static (DateOnly ExecutionDate, int Number)? Parse(string? runId)
    {
        var match = Pattern().Match(runId ?? "");
        if (DayText.Parse(match.Groups["date"].Value) is not { } date)
            return null;
        var digits = match.Groups["number"].Value;
        if (digits.Length == 0)
            return (date, 1);
        var number = int.Parse(digits);
        return number > 1 ? (date, number) : null;
    }

    /// <summary>What all ids of a date's runs begin with.</summary>
    /// <param name="executionDate">The date.</param>
    public static string PrefixOf(DateOnly executionDate) => For(executionDate);

    /// <summary>What all ids of a month's runs begin with.</summary>
    /// <param name="day">Any day of the month.</param>
    public static string PrefixOfMonth(DateOnly day) => Prefix + day.ToString("yyyy-MM-");

    [GeneratedRegex(
        @"\Acommerce-(?<date>\d{4}-\d{2}-\d{2})(-(?<number>[1-9]\d{0,8}))?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();
}
