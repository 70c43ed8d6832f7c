using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Services;

/// <summary>
/// The nights of the seven dates before that tables can be compared with. One catalog call finds them for many services:
/// asked for each by itself, every table of every night would cost a call.
/// </summary>
public sealed class EarlierNights(IHistoryCatalog history, IOptions<CommerceSettings> settings, TimeProvider time)
    : IDisposable
{
    private const int NightsBefore = 7;

    // With seven nights each well below the 1,000 partitions that one call reads.
    private const int ServicesAtOnce = 50;

    // A service that is removed meanwhile, or a night that is taken out, is compared with no longer than this.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);

    private readonly Dictionary<Key, Found> _found = [];

    // Services begin at the same time: those that wait find what the first has read.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The nights of one table, the latest first. Of a summary each is given once, and then forgotten.</summary>
    /// <param name="queryType">
    /// Query type. Of the overview, which is of all services, the last night is given, and before it the run's own.
    /// </param>
    internal async Task<IReadOnlyList<ComparableNight>> FindAsync(
        RunScope run,
        string serviceName,
        string queryType,
        CancellationToken cancellationToken
    )
    {
        var isOverview = queryType == OverviewTable.QueryType;
        var key = new Key(run.RunKey, queryType, isOverview ? "" : serviceName);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_found.TryGetValue(key, out var found) || IsOld(found))
            {
                Forget(run);
                if (isOverview)
                    await ReadOverviewAsync(run, key, cancellationToken);
                else
                    await ReadAsync(run, key, cancellationToken);
            }

            var nights = _found[key].Nights;
            if (!isOverview)
                _found.Remove(key);
            return nights;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task ReadAsync(RunScope run, Key key, CancellationToken cancellationToken)
    {
        var services = WithNeighbours(key.ServiceName);
        var asked = from service in services from night in Before(run) select new NightOfService(service, night);
        var found = await history.FindAsync(key.QueryType, [.. asked], cancellationToken);
        var ofService = found.ToLookup(night => night.Of.ServiceName);
        var definition = run.Summaries.Get(key.QueryType).Definition;
        foreach (var service in services)
            Keep(key with { ServiceName = service }, Alike(ofService[service], definition));
    }

    /// <summary>A day before the last seven is in no earlier night of these.</summary>
    private async Task ReadOverviewAsync(RunScope run, Key key, CancellationToken cancellationToken)
    {
        var asked = Before(run).Prepend(run.ExecutionDate).Select(night => new NightOfService("", night));
        var found = await history.FindAsync(key.QueryType, [.. asked], cancellationToken);
        // Where the run's own could not be entered, its night may still show an earlier run's.
        var own = found.Where(night => night.Of.Night == run.ExecutionDate && IsOf(night, run));
        var before = found.Where(night => night.Of.Night < run.ExecutionDate);
        var last = Alike(before, OverviewTable.Definition).Take(1);
        Keep(key, [.. Alike(own, OverviewTable.Definition), .. last]);
    }

    /// <summary>
    /// A run takes its services in the order of the setting: its neighbours are asked for soon. Always the same ones,
    /// whichever of them is first.
    /// </summary>
    private string[] WithNeighbours(string serviceName)
    {
        var parts = settings.Value.RunServices().Chunk(ServicesAtOnce);
        return parts.FirstOrDefault(part => part.Contains(serviceName)) ?? [serviceName];
    }

    private void Keep(Key key, IReadOnlyList<ComparableNight> nights) => _found[key] = new(nights, time.GetUtcNow());

    private void Forget(RunScope run)
    {
        var past = _found.Where(one => one.Key.RunKey != run.RunKey || IsOld(one.Value));
        foreach (var (key, _) in past.ToList())
            _found.Remove(key);
    }

    private bool IsOld(Found found) => time.GetUtcNow() - found.At > KeptFor;

    private static bool IsOf(HistoryNight night, RunScope run) => TableParameters.RunId(night.Parameters) == run.RunId;

    private static IEnumerable<DateOnly> Before(RunScope run) =>
        Enumerable.Range(1, NightsBefore).Select(before => run.ExecutionDate.AddDays(-before));

    /// <summary>Figures of another definition say nothing about this one's.</summary>
    private static List<ComparableNight> Alike(IEnumerable<HistoryNight> nights, string definition) =>
        [
            .. from night in nights
            let built = TableParameters.BuiltBy(night.Parameters)
            where built?.Definition == definition
            orderby night.Of.Night descending
            select new ComparableNight(night.Of.Night, built.Value.WindowDays),
        ];

    private readonly record struct Key(string RunKey, string QueryType, string ServiceName);

    private sealed record Found(IReadOnlyList<ComparableNight> Nights, DateTimeOffset At);
}
