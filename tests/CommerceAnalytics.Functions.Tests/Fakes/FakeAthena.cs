using System.Text.RegularExpressions;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Telemetry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>A query that the fake was given.</summary>
internal sealed record FakeQuery(
    string Id,
    string Service,
    string QueryType,
    string StagingTable,
    string Sql,
    DateTime SubmittedAt,
    DateTime EndsAt
)
{
    public DateTime? StoppedAt { get; set; }

    public Failure? Failure { get; init; }

    public IReadOnlyList<SkippedDay>? Skipped { get; init; }

    public bool HasWritten { get; set; }

    public string? OutputLocation { get; init; }

    public DateTime EndedAt => StoppedAt ?? EndsAt;

    /// <summary>What an audit's statement reads from tables and their history.</summary>
    public string FiguresPart => Sql[..OverviewAt];

    /// <summary>What an audit's statement reads from the overview; null: nothing.</summary>
    public string? OverviewPart => OverviewAt < Sql.Length ? Sql[OverviewAt..] : null;

    private int OverviewAt =>
        Sql.IndexOf($"'{OverviewTable.QueryType}' AS query_type", StringComparison.Ordinal) is >= 0 and var at
            ? at
            : Sql.Length;
}

/// <summary>Athena by script: how long each query takes, how it ends, how many may be active.</summary>
internal sealed partial class FakeAthena(TimeProvider time, FakeCatalog catalog, FakeStore store) : IQueryExecutions
{
    /// <summary>The warnings that a table's own figures may lead to.</summary>
    private static readonly string[] FigureCodes =
    [
        "EmptySummary",
        "InvalidValues",
        "SearchesWithoutClicks",
        "RevenueUnknown",
    ];

    private readonly Dictionary<string, FakeQuery> _byToken = [];

    public List<FakeQuery> Queries { get; } = [];

    /// <summary>
    /// Queries that read what a batch is judged by, apart from the CTAS in <see cref="Queries"/>.
    /// </summary>
    public List<FakeQuery> FigureQueries { get; } = [];

    /// <summary>A service's days in the overview; none: the overview does not have it.</summary>
    public Func<string, IEnumerable<OverviewDay>> DaysOfService { get; set; } = OverviewDays.Usual;

    /// <summary>What the last night before says of them; null: the same.</summary>
    public Func<string, IEnumerable<OverviewDay>>? DaysOfEarlierNight { get; set; }

    /// <summary>More figures of a table that was built, by service and query type: figure, subject, value.</summary>
    public Func<string, string, IEnumerable<(string Figure, string Subject, string Value)>> Built { get; set; } =
        (_, _) => [];

    /// <summary>
    /// The figures part and whole of a table for each warning that they may lead to, by service and query type; null: it has no rows to add up.
    /// </summary>
    public Func<string, string, (long Part, long Whole)?> Figures { get; set; } =
        (_, queryType) => queryType is "search_analytics" or "purchase_analytics" ? (100, 100) : (0, 100);

    /// <summary>Queries that build the overview, apart from those of services' tables in <see cref="Queries"/>.</summary>
    public List<FakeQuery> Overviews { get; } = [];

    /// <summary>Queries that look which services the log has.</summary>
    public List<FakeQuery> LookUps { get; } = [];

    /// <summary>Queries that read what a night's digest tells.</summary>
    public List<FakeQuery> DigestQueries { get; } = [];

    /// <summary>What these read: part, service, subject, value.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> DigestRows { get; set; } = [];

    /// <summary>Services that the log has.</summary>
    public List<string> LoggedServices { get; } = ["shop-a", "shop-b", "shop-new"];

    /// <summary>Why looking for services fails; null: it succeeds.</summary>
    public Failure? LookUpEnding { get; set; }

    /// <summary>Why a query for figures fails; null: it succeeds.</summary>
    public Func<string, Failure?> FiguresEnding { get; set; } = _ => null;

    public List<int> Looks { get; } = [];

    public int Submissions { get; private set; }

    public List<DateTime> PolledAt { get; } = [];

    public int Refused { get; private set; }

    public int MostActive { get; private set; }

    /// <summary>More active queries than this are refused, as in a full account.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>By service, query type and attempt (from 1).</summary>
    public Func<string, string, int, TimeSpan> Duration { get; set; } = (_, _, _) => TimeSpan.FromSeconds(10);

    /// <summary>Why a query fails, by service, query type and attempt; null: it succeeds.</summary>
    public Func<string, string, int, Failure?> Ending { get; set; } = (_, _, _) => null;

    /// <summary>
    /// Lines that a query which succeeds could not read, by query type and attempt; null: the engine tells of none.
    /// </summary>
    public Func<string, int, IReadOnlyList<SkippedDay>?> Skipped { get; set; } = (_, _) => null;

    /// <summary>Why a submission is refused, by service and query type; null: it is taken.</summary>
    public Func<string, string, Failure?> Refusal { get; set; } = (_, _) => null;

    public Func<Failure?> LookRefusal { get; set; } = () => null;

    /// <summary>Why queries cannot be stopped; null: they can.</summary>
    public Failure? StopRefusal { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private IEnumerable<FakeQuery> Builds => Queries.Concat(Overviews);

    private IEnumerable<FakeQuery> OfRuns => Builds.Concat(FigureQueries);

    public int Active => OfRuns.Count(query => query.EndedAt > Now);

    public Task<string> SubmitAsync(QuerySubmission submission, CancellationToken cancellationToken)
    {
        CountedCalls.Count("Athena");
        submission.ClientRequestToken.Length.ShouldBeInRange(32, 128);
        Submissions++;
        if (_byToken.TryGetValue(submission.ClientRequestToken, out var there))
            return Task.FromResult(there.Id);
        if (submission.Sql.Contains("GROUP BY service_name", StringComparison.Ordinal))
        {
            LookUps.Add(new($"l{LookUps.Count + 1}", "", "", "", submission.Sql, Now, Now) { Failure = LookUpEnding });
            return Task.FromResult(LookUps[^1].Id);
        }

        if (submission.Sql.Contains(" AS part,", StringComparison.Ordinal))
        {
            DigestQueries.Add(new($"d{DigestQueries.Count + 1}", "", "", "", submission.Sql, Now, Now));
            return Task.FromResult(DigestQueries[^1].Id);
        }

        if (submission.Sql.Contains("rows_of_key", StringComparison.Ordinal))
        {
            RefuseWhereFull();
            return Task.FromResult((_byToken[submission.ClientRequestToken] = Figure(submission.Sql)).Id);
        }

        var staging = StagingTable().Match(submission.Sql);
        var queryType = staging.Groups["type"].Value;
        var isOverview = queryType == OverviewTable.QueryType;
        var service = isOverview ? "" : Service().Match(submission.Sql).Groups["service"].Value;
        if (Refusal(service, queryType) is { } refusal)
            throw new FailureException(refusal);
        RefuseWhereFull();
        var attempt = Builds.Count(query => query.Service == service && query.QueryType == queryType) + 1;
        var query = new FakeQuery(
            isOverview ? $"o{Overviews.Count + 1}" : $"q{Queries.Count + 1}",
            service,
            queryType,
            staging.Value,
            submission.Sql,
            Now,
            Now + Duration(service, queryType, attempt)
        )
        {
            Failure = Ending(service, queryType, attempt),
            Skipped = Skipped(queryType, attempt),
            OutputLocation = submission.OutputLocation,
        };
        (isOverview ? Overviews : Queries).Add(query);
        _byToken[submission.ClientRequestToken] = query;
        MostActive = Math.Max(MostActive, Active);
        return Task.FromResult(query.Id);
    }

    private void RefuseWhereFull()
    {
        if (Active < Limit)
            return;
        Refused++;
        throw new FailureException(new("TooManyRequests", "full", "wait", RetryAdvice.AfterWaiting));
    }

    private IEnumerable<FakeQuery> Audited(string sql) =>
        FigureTables()
            .Matches(sql)
            .Select(table => Queries.Last(query => query.StagingTable == table.Groups["table"].Value));

    private FakeQuery Figure(string sql)
    {
        var service = Audited(sql).First().Service;
        var query = new FakeQuery(
            $"f{FigureQueries.Count + 1}",
            service,
            "",
            "",
            sql,
            Now,
            Now + TimeSpan.FromMilliseconds(700)
        )
        {
            Failure = FiguresEnding(service) ?? NotThere(sql),
        };
        FigureQueries.Add(query);
        MostActive = Math.Max(MostActive, Active);
        return query;
    }

    private Failure? NotThere(string sql)
    {
        var table = Audited(sql).FirstOrDefault(table => !catalog.Tables.ContainsKey(table.StagingTable));
        return table is null ? null : new("TableNotFound", $"Table {table.StagingTable} does not exist", "See why.");
    }

    public Task<IReadOnlyList<IReadOnlyList<string?>>> GetRowsAsync(
        string queryExecutionId,
        CancellationToken cancellationToken
    )
    {
        if (LookUps.Exists(query => query.Id == queryExecutionId))
            return Task.FromResult<IReadOnlyList<IReadOnlyList<string?>>>([
                .. LoggedServices.Select(name => new List<string?> { name, "1" }),
            ]);
        if (DigestQueries.Exists(query => query.Id == queryExecutionId))
            return Task.FromResult(DigestRows);
        var query = FigureQueries.Single(query => query.Id == queryExecutionId);
        return Task.FromResult<IReadOnlyList<IReadOnlyList<string?>>>([
            .. from table in Audited(query.Sql).Distinct()
            from figure in FiguresOf(table)
            select new List<string?> { table.QueryType, figure.Figure, figure.Subject, figure.Value },
            .. Days(query),
        ]);
    }

    /// <summary>The latest night that is asked for is the run's own.</summary>
    private IEnumerable<List<string?>> Days(FakeQuery query)
    {
        if (query.OverviewPart is not { } asked)
            return [];
        var nights = Nights().Matches(asked).Select(night => night.Value).Distinct().OrderDescending().ToList();
        var earlier = DaysOfEarlierNight ?? DaysOfService;
        return
        [
            .. DaysOfService(query.Service).Select(day => OverviewDays.Row(day, nights[0])),
            .. nights.Skip(1).SelectMany(night => earlier(query.Service).Select(day => OverviewDays.Row(day, night))),
        ];
    }

    private IEnumerable<(string Figure, string Subject, string? Value)> FiguresOf(FakeQuery table)
    {
        var figures = Figures(table.Service, table.QueryType);
        return Built(table.Service, table.QueryType)
            .Select(figure => (figure.Figure, figure.Subject, (string?)figure.Value))
            .Append(("rows", "", $"{Rows(table)}"))
            .Append(("columns_of_another_type", "", "0"))
            .Concat(FigureCodes.Select(code => ("part", code, figures is null ? null : $"{figures.Value.Part}")))
            .Concat(FigureCodes.Select(code => ("whole", code, figures is null ? null : $"{figures.Value.Whole}")));
    }

    public Task<IReadOnlyList<QueryState>> GetStatesAsync(
        IReadOnlyCollection<string> queryExecutionIds,
        CancellationToken cancellationToken
    )
    {
        CountedCalls.Count("Athena");
        Looks.Add(queryExecutionIds.Count);
        PolledAt.Add(Now);
        if (LookRefusal() is { } refusal)
            throw new FailureException(refusal);
        return Task.FromResult<IReadOnlyList<QueryState>>([
            .. queryExecutionIds.Select(id =>
                State(OfRuns.Concat(LookUps).Concat(DigestQueries).Single(query => query.Id == id))
            ),
        ]);
    }

    public Task StopAsync(IReadOnlyCollection<string> queryExecutionIds, CancellationToken cancellationToken)
    {
        if (StopRefusal is { } refusal)
            throw new FailureException(refusal);
        foreach (var query in OfRuns.Where(query => queryExecutionIds.Contains(query.Id) && query.EndedAt > Now))
            query.StoppedAt = Now;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FoundQuery>> FindActiveAsync(
        IReadOnlyCollection<string> resultsLocations,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<FoundQuery>>([
            .. from query in Builds
            where
                query.EndedAt > Now
                && query.SubmittedAt >= since.UtcDateTime
                && resultsLocations.Contains(query.OutputLocation)
            select new FoundQuery(query.Id, query.OutputLocation!),
        ]);

    public Task<long?> GetRowsWrittenAsync(string queryExecutionId, CancellationToken cancellationToken)
    {
        RowsAsked.Add(queryExecutionId);
        return Task.FromResult<long?>(Rows(Builds.Single(query => query.Id == queryExecutionId)));
    }

    /// <summary>Statements that were asked how many rows they wrote.</summary>
    public List<string> RowsAsked { get; } = [];

    private long Rows(FakeQuery query) =>
        query switch
        {
            { QueryType: OverviewTable.QueryType, Sql: var sql } => OverviewRows(sql),
            { QueryType: "events" } => 0,
            { QueryType: var queryType } => catalog.Summaries.Get(queryType).ExactRows ?? 5,
        };

    private static long OverviewRows(string sql)
    {
        var days = DaysOfOverview().Match(sql);
        DateOnly Day(string name) => DateOnly.Parse(days.Groups[name].Value);
        var services = Services().Match(sql).Groups["list"].Value.Split(',');
        return services.Length * (Day("last").DayNumber - Day("first").DayNumber + 1);
    }

    private QueryState State(FakeQuery query)
    {
        var ms = (long)(query.EndedAt - query.SubmittedAt).TotalMilliseconds;
        if (query.EndedAt > Now)
            return new(query.Id, QueryStatus.Running, 0, 0, 0);
        if (query.StoppedAt is not null)
            return new(query.Id, QueryStatus.Cancelled, 0, ms, 0);
        if (query.Failure is not null)
            return new(query.Id, QueryStatus.Failed, 0, ms, 100, query.Failure);
        Write(query);
        return new(query.Id, QueryStatus.Succeeded, 0, ms, 1000) { Skipped = query.Skipped };
    }

    /// <summary>What a CTAS leaves behind.</summary>
    private void Write(FakeQuery query)
    {
        if (query.StagingTable.Length == 0 || query.HasWritten)
            return;
        query.HasWritten = true;
        var location = Location().Match(query.Sql).Groups["location"].Value;
        if (catalog.AddStaging(query.StagingTable, query.QueryType, location))
            store.Write(location, $"data-of-{query.Id}");
    }

    [GeneratedRegex(@"pipeline_staging_\d{8}_(?<type>[a-z_]+)_[0-9a-f]{20}")]
    private static partial Regex StagingTable();

    [GeneratedRegex(@"FROM ""log_db""\.""(?<table>pipeline_staging_[a-z0-9_]+)""")]
    private static partial Regex FigureTables();

    [GeneratedRegex(@"split\('(?<list>[^']+)', ','\)")]
    private static partial Regex Services();

    [GeneratedRegex(@"sequence\(DATE '(?<first>[0-9-]+)', DATE '(?<last>[0-9-]+)'\)")]
    private static partial Regex DaysOfOverview();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex Nights();

    [GeneratedRegex("external_location = '(?<location>[^']+)'")]
    private static partial Regex Location();

    [GeneratedRegex("'(?<service>shop-[a-z0-9-]+)'")]
    private static partial Regex Service();
}
