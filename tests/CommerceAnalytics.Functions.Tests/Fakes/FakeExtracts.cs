using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>
/// The extract's partitions in memory. No statement finds any events: those are for the tests that run SQL.
/// </summary>
internal sealed class FakeExtracts : IExtractCatalog
{
    public Dictionary<(DateOnly Day, string Service), ExtractedDay> Days { get; } = [];

    /// <summary>Why the catalog cannot be read; null: it can.</summary>
    public Failure? Refusal { get; set; }

    public Task EnsureTableAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken) =>
        Refusal is { } refusal ? throw new FailureException(refusal) : Task.CompletedTask;

    public Task<IReadOnlyList<ExtractedDay>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ExtractedDay>>([.. Days.Values]);

    public Task PublishAsync(
        IReadOnlyList<ExtractedDay> days,
        IReadOnlyList<Column> columns,
        CancellationToken cancellationToken
    )
    {
        foreach (var day in days)
            Days[(day.Day, day.ServiceName)] = day;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(IReadOnlyList<ExtractedDay> days, CancellationToken cancellationToken)
    {
        foreach (var day in days)
            Days.Remove((day.Day, day.ServiceName));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WrittenPartition>> ListWrittenAsync(
        string stagingTable,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<WrittenPartition>>([]);
}
