namespace CommerceAnalytics.Extracts;

/// <summary>What one statement extracts: these days of these services, each day with each service.</summary>
/// <param name="Days">UTC days of the raw log, in order.</param>
/// <param name="Services">Services, in order.</param>
public sealed record ExtractChunk(IReadOnlyList<DateOnly> Days, IReadOnlyList<string> Services)
{
    /// <summary>Athena: a CREATE TABLE AS SELECT writes at most 100 partitions.</summary>
    public const int MostPartitions = 100;

    /// <summary>For messages, e.g. <c>2025-10-25 to 2025-10-27 of 2 services</c>.</summary>
    public override string ToString()
    {
        var first = Days.Count == 1 ? "" : $"{Days[0]:yyyy-MM-dd} to ";
        var services = Services.Count == 1 ? Services[0] : $"{Services.Count} services";
        return $"{first}{Days[^1]:yyyy-MM-dd} of {services}";
    }

    /// <summary>
    /// Cuts days and services up so that each statement keeps to Athena's limit and reads few enough days to end in
    /// time.
    /// </summary>
    /// <param name="days">UTC days.</param>
    /// <param name="services">Services.</param>
    /// <param name="mostDays">Days that one statement reads at most.</param>
    internal static IEnumerable<ExtractChunk> Cut(
        IEnumerable<DateOnly> days,
        IEnumerable<string> services,
        int mostDays
    )
    {
        return from some in services.Order(StringComparer.Ordinal).Chunk(MostPartitions)
            from period in days.Order().Chunk(Math.Min(mostDays, MostPartitions / some.Length))
            select new ExtractChunk(period, some);
    }
}
