using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.History;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>History tables in memory, whose entries in the catalog are the catalog's.</summary>
internal sealed class FakeHistory(FakeCatalog catalog) : IHistoryCatalog
{
    public Dictionary<(string QueryType, NightOfService Of), HistoryNight> Nights { get; } = [];

    /// <summary>Why nights cannot be changed; null: they can.</summary>
    public Func<Failure?> Refusal { get; set; } = () => null;

    /// <summary>Why nights cannot be read; null: they can.</summary>
    public Func<Failure?> FindRefusal { get; set; } = () => null;

    /// <summary>Called with each change, before it is made.</summary>
    public Action<string> OnChange { get; set; } = _ => { };

    /// <summary>How many calls were made of each kind.</summary>
    public Dictionary<string, int> Calls { get; } = [];

    /// <summary>Nights of a service's tables of one kind, in order, with the run's folder that each shows.</summary>
    public IEnumerable<string> Shown(string queryType, string serviceName = "shop-a") =>
        Nights
            .Where(night => night.Key.QueryType == queryType && night.Key.Of.ServiceName == serviceName)
            .OrderBy(night => night.Key.Of.Night)
            .Select(night => $"{night.Key.Of.Night:MM-dd} {night.Value.Location.TrimEnd('/').Split('/')[^1]}");

    public Task EnsureTableAsync(string queryType, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        Count("ensure");
        catalog.Tables[HistoryTable.Name(queryType)] = new(
            "log_db",
            HistoryTable.Name(queryType),
            $"s3://results/commerce-summary/pipeline/history/{queryType}/",
            columns,
            HistoryTable.KeysOf(queryType),
            new Dictionary<string, string>()
        );
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<HistoryNight>> FindAsync(
        string queryType,
        IReadOnlyCollection<NightOfService> nights,
        CancellationToken cancellationToken
    )
    {
        Count("find");
        if (FindRefusal() is { } refusal)
            throw new FailureException(refusal);
        return Task.FromResult<IReadOnlyList<HistoryNight>>([
            .. nights.Select(of => Nights.GetValueOrDefault((queryType, of))).OfType<HistoryNight>(),
        ]);
    }

    public Task<IReadOnlyList<HistoryNight>> ListAsync(
        string queryType,
        string serviceName,
        CancellationToken cancellationToken
    )
    {
        // Glue refuses an expression of a column that is no partition key.
        HistoryTable.KeysOf(queryType).ShouldContain(key => key.Name == HistoryTable.ServiceKey);
        return Task.FromResult<IReadOnlyList<HistoryNight>>([
            .. Nights
                .Where(night => night.Key.QueryType == queryType && night.Key.Of.ServiceName == serviceName)
                .Select(night => night.Value),
        ]);
    }

    public Task ShowAsync(
        string queryType,
        IReadOnlyCollection<HistoryNight> nights,
        CancellationToken cancellationToken
    )
    {
        Count("show");
        foreach (var night in nights)
        {
            Change($"show {queryType}");
            Nights[(queryType, night.Of)] = night;
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(
        string queryType,
        IReadOnlyCollection<NightOfService> nights,
        CancellationToken cancellationToken
    )
    {
        Count("remove");
        foreach (var night in nights)
        {
            Change($"remove {queryType}");
            Nights.Remove((queryType, night));
        }

        return Task.CompletedTask;
    }

    private void Change(string what)
    {
        OnChange(what);
        if (Refusal() is { } refusal)
            throw new FailureException(refusal);
    }

    private void Count(string what) => Calls[what] = Calls.GetValueOrDefault(what) + 1;
}
