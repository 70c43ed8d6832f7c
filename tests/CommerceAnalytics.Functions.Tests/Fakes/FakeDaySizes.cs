using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Backfills;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>Days of one size.</summary>
internal sealed class FakeDaySizes : IDaySizes
{
    /// <summary>Bytes of each day of the event log.</summary>
    public long BytesADay { get; set; } = 1L << 20;

    public Task<DaySizes> OfAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellationToken) =>
        Task.FromResult(
            new DaySizes(days.ToDictionary(day => day, _ => BytesADay), new Dictionary<(DateOnly, string), long>())
        );

    public Task<IReadOnlyDictionary<DateOnly, long>> RawAsync(
        IReadOnlyCollection<DateOnly> days,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyDictionary<DateOnly, long>>(days.ToDictionary(day => day, _ => BytesADay));
}
