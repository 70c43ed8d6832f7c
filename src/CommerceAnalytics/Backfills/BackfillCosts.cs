using CommerceAnalytics.Extracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Backfills;

/// <summary>Adds up what the nights of a backfill will cost, from the sizes of the days that they read.</summary>
/// <param name="sizes">How large the days are.</param>
public sealed class BackfillCosts(CommerceSettings settings, DaySizes sizes)
{
    private readonly ExtractPlanner _planner = new(settings);
    private readonly SummarySet _summaries = SummarySet.Of(settings);
    private readonly HashSet<DateOnly> _extracted = [];
    private int _queries;
    private long _bytes;
    private decimal _usd;

    /// <summary>The sums over all nights.</summary>
    /// <param name="nights">What is to be built of each night.</param>
    public BackfillEstimate Of(IReadOnlyList<NightToBuild> nights)
    {
        ArgumentNullException.ThrowIfNull(nights);
        foreach (var night in nights)
            Add(night);
        foreach (var days in _extracted.Order().Chunk(settings.ExtractDaysPerQuery))
            Add(days.Sum(sizes.Raw));
        var overviews = nights.Count(night => night.OverviewServices.Count > 0);
        return new(
            nights.Count,
            nights.Sum(night => night.Build.Count) + overviews,
            nights.Sum(night => night.Entered),
            _queries,
            _bytes,
            decimal.Round(_usd, 6)
        );
    }

    private void Add(NightToBuild night)
    {
        foreach (var (service, queryType) in night.Build)
        {
            var days = _planner.Days(service, queryType, night.Night);
            Add(days.Sum(day => Read(day, service)));
        }

        if (night.OverviewServices.Count > 0)
            Add(OfOverview(night));

        // The audit reads what each batch has built: next to nothing, and paid for as the least that a query costs.
        var batches = night.Build.Select(table => (table.ServiceName, _summaries.Get(table.QueryType).Batch));
        foreach (var _ in batches.Distinct())
            Add(0);
    }

    /// <summary>One statement for all services: it reads a day of the raw log once, and the extract of each service.</summary>
    private long OfOverview(NightToBuild night)
    {
        var days =
            from table in night.OfOverview()
            from day in _planner.Days(table.ServiceName, table.QueryType, night.Night)
            select (Day: day, table.ServiceName);
        return settings.ScanMode == ScanMode.Extract
            ? days.Sum(one => Read(one.Day, one.ServiceName))
            : days.Select(one => one.Day).Distinct().Sum(sizes.Raw);
    }

    private long Read(DateOnly day, string service)
    {
        if (settings.ScanMode != ScanMode.Extract)
            return sizes.Raw(day);
        if (sizes.Extracted(day, service) is { } bytes)
            return bytes;
        _extracted.Add(day);
        return sizes.TypicalExtract;
    }

    private void Add(long bytes)
    {
        _queries++;
        _bytes += bytes;
        _usd += AthenaPrice.OfQuery(bytes);
    }
}

/// <summary>What is to be built of a night.</summary>
/// <param name="Build">Tables to build.</param>
/// <param name="Entered">How many are entered as they stand.</param>
public sealed record NightToBuild(
    DateOnly Night,
    IReadOnlyList<(string ServiceName, string QueryType)> Build,
    int Entered
)
{
    /// <summary>Services of the overview, where that is built; else none.</summary>
    public IReadOnlyList<string> OverviewServices { get; init; } = [];

    /// <summary>What the overview reads, service by service.</summary>
    public IEnumerable<(string ServiceName, string QueryType)> OfOverview() =>
        OverviewServices.Select(service => (service, OverviewTable.QueryType));
}

/// <summary>How many bytes days have.</summary>
/// <param name="raw">By UTC day of the event log; a day that is not there has none.</param>
/// <param name="extracted">By UTC day and service of the extract; a day that is not there is not extracted yet.</param>
public sealed class DaySizes(
    IReadOnlyDictionary<DateOnly, long> raw,
    IReadOnlyDictionary<(DateOnly Day, string ServiceName), long> extracted
)
{
    /// <summary>What a day of a service that is not extracted yet will have: as much as the others on the average.</summary>
    public long TypicalExtract { get; } = extracted.Count == 0 ? 0 : (long)extracted.Values.Average();

    /// <summary>Bytes of a day of the event log.</summary>
    /// <param name="day">UTC day.</param>
    public long Raw(DateOnly day) => raw.GetValueOrDefault(day);

    /// <summary>Bytes of a day of a service in the extract; null where it is not there.</summary>
    /// <param name="day">UTC day.</param>
    public long? Extracted(DateOnly day, string serviceName)
    {
        var isThere = extracted.TryGetValue((day, serviceName), out var bytes);
        return isThere ? bytes : null;
    }
}
