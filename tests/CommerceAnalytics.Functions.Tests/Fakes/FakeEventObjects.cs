using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>A log of which one object was written last.</summary>
internal sealed class FakeEventObjects : IEventObjects
{
    /// <summary>The day and instant of the last object that was written; null: long ago.</summary>
    public (DateOnly Day, DateTimeOffset At)? Last { get; set; }

    /// <summary>Why it cannot be listed; null: it can.</summary>
    public Failure? Refusal { get; set; }

    /// <summary>The days of each listing.</summary>
    public List<IReadOnlyCollection<DateOnly>> Listed { get; } = [];

    public Task<bool> AreWrittenSinceAsync(
        IReadOnlyCollection<DateOnly> days,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        Listed.Add(days);
        if (Refusal is { } refusal)
            throw new FailureException(refusal);
        return Task.FromResult(Last is { } last && days.Contains(last.Day) && last.At >= since);
    }
}
