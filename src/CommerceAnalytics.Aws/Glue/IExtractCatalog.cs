using CommerceAnalytics.Extracts;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The catalog partitions of the extract: what is in it, and where.</summary>
/// <remarks>
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached, and nothing else of its
/// own.
/// </remarks>
public interface IExtractCatalog
{
    /// <summary>
    /// Creates the table <c>pipeline_events</c>, unless it is there with the columns that it must have; gives it those
    /// otherwise.
    /// </summary>
    /// <param name="columns">The columns.</param>
    Task EnsureTableAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken);

    /// <summary>All days of all services that the extract holds; none where there is no such table.</summary>
    Task<IReadOnlyList<ExtractedDay>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Points days of services at their new data, each in one step, and records with that that they are complete. Can
    /// be repeated.
    /// </summary>
    /// <param name="days">What to publish.</param>
    /// <param name="columns">The columns that it was written with.</param>
    Task PublishAsync(
        IReadOnlyList<ExtractedDay> days,
        IReadOnlyList<Column> columns,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Takes days of services out of the catalog; their data stays. Those that are not there are passed over. Can be
    /// repeated.
    /// </summary>
    /// <param name="days">What the catalog shows no longer.</param>
    Task RemoveAsync(IReadOnlyList<ExtractedDay> days, CancellationToken cancellationToken);

    /// <summary>The partitions that a statement of the extraction wrote.</summary>
    /// <param name="stagingTable">The table that it created.</param>
    Task<IReadOnlyList<WrittenPartition>> ListWrittenAsync(string stagingTable, CancellationToken cancellationToken);
}

/// <summary>A partition that a statement wrote: a day of a service that has events.</summary>
/// <param name="Day">As text, e.g. <c>2025-10-28</c>.</param>
/// <param name="Location"><c>s3://</c> address of its data, with a slash at its end.</param>
public sealed record WrittenPartition(string Day, string ServiceName, string Location);
