using CommerceAnalytics.Backfills;

namespace CommerceAnalytics.Aws.S3;

/// <summary>How many bytes the days have that queries read.</summary>
public interface IDaySizes
{
    /// <summary>
    /// Lists the objects of some days. Throws <see cref="FailureException"/> when AWS refuses or cannot be reached.
    /// </summary>
    /// <param name="days">UTC days.</param>
    Task<DaySizes> OfAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the objects of days of the raw log, extracted or not. Throws <see cref="FailureException"/> when AWS refuses
    /// or cannot be reached.
    /// </summary>
    /// <param name="days">UTC days.</param>
    /// <returns>Bytes by day; nothing where there is no log.</returns>
    Task<IReadOnlyDictionary<DateOnly, long>> RawAsync(
        IReadOnlyCollection<DateOnly> days,
        CancellationToken cancellationToken
    );
}
