using System.Numerics;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>What a run is given: the log, a service, a date and the settings that change rows.</summary>
internal sealed record OracleRun(IReadOnlyList<LogEvent> Log, string Service, DateOnly Date)
{
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public DateOnly MinDataDate { get; init; } = new(2025, 10, 1);

    public int SearchClickMinutes { get; init; } = 30;

    /// <summary>The service's events of the N complete days before the date.</summary>
    public List<OracleEvent> Events(int days, params string[] kinds) =>
        [
            .. Log.Where(log =>
                    log["resource.service.name"] == Service
                    && kinds.Contains(log.Body)
                    && DateOnly.FromDateTime(log.Utc) >= MinDataDate
                )
                .Select(log => new OracleEvent(log, Zone))
                .Where(log => log.Day >= Date.AddDays(-days) && log.Day < Date),
        ];

    /// <summary>The whole row: what every table begins and ends with, around the summary's own values.</summary>
    public object?[] Row(int days, params object?[] own)
    {
        var first = Date.AddDays(-days);
        return [Service, .. own, first < MinDataDate ? MinDataDate : first, Date.AddDays(-1), Date];
    }

    public static long Distinct(IEnumerable<string?> values) =>
        values.Where(value => value is not null).Distinct().LongCount();

    public static BigInteger? Sum(IEnumerable<BigInteger?> values)
    {
        var valid = values.OfType<BigInteger>().ToList();
        return valid.Count == 0 ? null : valid.Aggregate(BigInteger.Add);
    }

    /// <summary>Money in units of 0.0001 as a double of 2 places, over a number of events.</summary>
    public static double? Money(BigInteger? units, long over = 1) =>
        units is { } sum ? Numbers.Ratio(sum, 10_000 * (BigInteger)over) : null;
}
