using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The history tables in the catalog: which version each night of a service shows.</summary>
/// <remarks>
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached, and nothing else of its
/// own. Each can be repeated.
/// </remarks>
public interface IHistoryCatalog
{
    /// <summary>Creates a query type's history table, or gives the one that is there other columns.</summary>
    /// <param name="columns">Columns in order.</param>
    Task EnsureTableAsync(string queryType, IReadOnlyList<Column> columns, CancellationToken cancellationToken);

    /// <summary>Of some nights of services those that the table shows; none where there is no such table.</summary>
    /// <param name="nights">Nights asked for.</param>
    Task<IReadOnlyList<HistoryNight>> FindAsync(
        string queryType,
        IReadOnlyCollection<NightOfService> nights,
        CancellationToken cancellationToken
    );

    /// <summary>All nights of a service that the table shows; none where there is no such table.</summary>
    /// <param name="queryType">Query type of a summary; the overview's nights are no service's.</param>
    Task<IReadOnlyList<HistoryNight>> ListAsync(
        string queryType,
        string serviceName,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Points nights at versions, each in one step; those that are there show the new version from then on.
    /// </summary>
    /// <param name="nights">What to show.</param>
    Task ShowAsync(string queryType, IReadOnlyCollection<HistoryNight> nights, CancellationToken cancellationToken);

    /// <summary>
    /// Takes nights out; their data stays. Those that are not there, or whose table is not, are passed over.
    /// </summary>
    /// <param name="nights">What history shows no longer.</param>
    Task RemoveAsync(string queryType, IReadOnlyCollection<NightOfService> nights, CancellationToken cancellationToken);
}

/// <summary>A night of a service, or of the overview.</summary>
/// <param name="ServiceName">Service; empty for the overview, which is of all.</param>
/// <param name="Night">Date of the run.</param>
public sealed record NightOfService(string ServiceName, DateOnly Night);

/// <summary>A night of a service, and the version that it shows.</summary>
/// <param name="Of">Which night of which service.</param>
/// <param name="Location">The version's location, with a slash at its end.</param>
public sealed record HistoryNight(NightOfService Of, string Location)
{
    /// <summary>The version's own columns in order; empty where they were not read.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>What the catalog says of the version, as of a live table.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
