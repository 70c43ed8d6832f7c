using System.Text;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Telemetry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>The adapter against LocalAws: signatures, all four services, and what they say when they refuse.</summary>
public sealed class LocalAwsTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Root = "s3://commerce-results/commerce-summary/";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task WorkGroups_PrimaryThroughARoleSession_IsRead()
    {
        await using var adapter = aws.AdapterWithTokenFile();

        var rules = await adapter.GetRequiredService<IWorkGroups>().GetAsync("primary", None);

        rules.ShouldBe(rules with { Name = "primary", Enabled = true, EnforcesConfiguration = false });
    }

    [Fact]
    public async Task WorkGroups_SessionExpiresBeforeItsTime_IsReadWithTheNextOne()
    {
        await using var adapter = aws.AdapterWithTokenFile();
        var groups = adapter.GetRequiredService<IWorkGroups>();
        await groups.GetAsync("primary", None);
        aws.Misbehave(
            new FaultRule
            {
                Fault = FaultKind.ExpireCredentials,
                Service = "athena",
                Count = 1,
            }
        );

        var refused = await Should.ThrowAsync<FailureException>(() => groups.GetAsync("primary", None));
        aws.Misbehave();

        refused.Failure.Code.ShouldBe("ExpiredCredentials");
        refused.Failure.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (await groups.GetAsync("primary", None)).Name.ShouldBe("primary");
    }

    [Fact]
    public async Task WorkGroups_Missing_HasItsCause()
    {
        await using var adapter = aws.Adapter();

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            adapter.GetRequiredService<IWorkGroups>().GetAsync("nobody-s", None)
        );

        thrown.Failure.Code.ShouldBe("WorkGroupNotFound");
    }

    [Fact]
    public async Task Queries_SelectOfMoreRowsThanAPage_IsReadWhole()
    {
        await using var adapter = aws.Adapter();
        var queries = new ShortQueries(adapter.GetRequiredService<IQueryExecutions>(), TimeProvider.System);

        var rows = await queries.SelectAsync("SELECT n FROM UNNEST(sequence(1, 2345)) AS t (n)", "default", None);

        rows.Select(row => int.Parse(row[0]!)).Order().ShouldBe(Enumerable.Range(1, 2345));
    }

    [Fact]
    public async Task Store_VersionRecordedAndDeleted_LeavesNothing()
    {
        await using var adapter = aws.Adapter();
        var store = adapter.GetRequiredService<ISummaryStore>();
        var version = new TableVersion(
            "a_summary",
            new DateOnly(2025, 10, 28),
            "run-1",
            $"{Root}pipeline/tables/a/2025-10-28/run-1-1/",
            3,
            new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero)
        );
        await store.RecordVersionAsync(version, None);
        (await store.RecordVersionAsync(version with { Rows = 4 }, None)).Rows.ShouldBe(3, "the first record stays");
        await store.WriteTextAsync("pipeline/tables/a/2025-10-28/run-1-1/part-1", "data", None);
        await store.WriteTextAsync("pipeline/tables/a/2025-10-28/run-1-10/part-1", "data of another", None);

        S3Records<TableVersion>
            .Write((await store.ListVersionsAsync(["a_summary"], None)).Single())
            .ShouldBe(S3Records<TableVersion>.Write(version));
        (await store.RemoveVersionsAsync([version], _ => true, None))[version.Location].ShouldBe(1);
        (await store.RemoveVersionsAsync([version], _ => true, None))[version.Location].ShouldBe(0);

        (await store.ListVersionsAsync(["a_summary"], None)).ShouldBeEmpty();
        (await store.ReadTextAsync("pipeline/tables/a/2025-10-28/run-1-1/part-1", None)).ShouldBeNull();
        (await store.ReadTextAsync("pipeline/tables/a/2025-10-28/run-1-10/part-1", None)).ShouldBe("data of another");
    }

    [Fact]
    public async Task Catalog_RunsTableOfAnEarlierProgram_GetsTheNewColumnsAndReadsOldAndNewReports()
    {
        await using var adapter = aws.Adapter();
        var (catalog, store) = (
            adapter.GetRequiredService<ITableCatalog>(),
            adapter.GetRequiredService<ISummaryStore>()
        );
        var today = new Publication(
            "default",
            RunReportTable.Name,
            Root + RunReportTable.KeyPrefix,
            RunReportTable.Columns,
            new Dictionary<string, string>()
        );
        var asItWas = today with
        {
            Columns =
            [
                .. RunReportTable
                    .Columns.SkipLast(1)
                    .Select(column =>
                        column.Name == "totals" ? new Column("totals", "struct<tables:int,published:int>") : column
                    ),
            ],
            Parameters = new Dictionary<string, string> { ["noted_by"] = "somebody" },
        };
        await catalog.EnsureJsonTableAsync(asItWas, None);
        await store.WriteTextAsync(
            $"{RunReportTable.KeyPrefix}old.json",
            """{"run_id":"old","totals":{"tables":7,"published":7}}""" + "\n",
            None
        );
        await store.WriteTextAsync(
            $"{RunReportTable.KeyPrefix}new.json",
            """{"run_id":"new","services":[{"tables":[{"skipped_lines":{"days":1,"lines":9,"skipped":2,"worst":{"day":"2025-10-27"}}}]}],"""
                + """ "totals":{"tables":7,"published":7,"activity_executions":30,"api_calls":{"athena":9,"glue":8,"s3":7}}}"""
                + "\n",
            None
        );

        await catalog.EnsureJsonTableAsync(today, None);
        await catalog.EnsureJsonTableAsync(today, None);

        var table = (await catalog.FindAsync("default", RunReportTable.Name, None)).ShouldNotBeNull();
        table.Columns.ShouldBe(RunReportTable.Columns);
        table.Parameters["noted_by"].ShouldBe("somebody");
        var rows = await RowsAsync(
            adapter,
            $"SELECT run_id, totals.activity_executions, totals.api_calls.s3 FROM {RunReportTable.Name} ORDER BY run_id"
        );
        rows.Select(row => string.Join(' ', row)).ShouldBe(["new 30 7", "old  "]);
        var skipped = await RowsAsync(
            adapter,
            $"""
            SELECT run_id, t.skipped_lines.worst.day, t.skipped_lines.skipped FROM {RunReportTable.Name}
            CROSS JOIN UNNEST(services) AS s CROSS JOIN UNNEST(s.tables) AS t
            """
        );
        skipped.ShouldHaveSingleItem().ShouldBe(["new", "2025-10-27", "2"]);
    }

    [Fact]
    public async Task Catalog_TableOfThatNameElsewhere_StaysAsItIs()
    {
        await using var adapter = aws.Adapter();
        var catalog = adapter.GetRequiredService<ITableCatalog>();
        var foreign = new Publication(
            "default",
            "somebody_s_runs",
            "s3://commerce-results/other/",
            [new("a", "string")],
            new Dictionary<string, string>()
        );
        await catalog.EnsureJsonTableAsync(foreign, None);

        await catalog.EnsureJsonTableAsync(
            foreign with
            {
                Location = Root + RunReportTable.KeyPrefix,
                Columns = RunReportTable.Columns,
            },
            None
        );

        (await catalog.FindAsync("default", foreign.Table, None))!.Columns.ShouldBe(foreign.Columns);
    }

    [Fact]
    public async Task CountedCalls_OfAllServices_AreThoseOfTheWorkThatMadeThem()
    {
        await using var adapter = aws.Adapter();
        var (catalog, store) = (
            adapter.GetRequiredService<ITableCatalog>(),
            adapter.GetRequiredService<ISummaryStore>()
        );

        var counts = await Task.WhenAll(
            Enumerable
                .Range(1, 5)
                .Select(async n =>
                {
                    var counted = CountedCalls.Begin();
                    for (var i = 0; i < n; i++)
                        await catalog.DatabaseExistsAsync("default", None);
                    await Task.WhenAll(
                        store.ReadTextAsync("pipeline/runs/a", None),
                        store.ReadTextAsync("pipeline/runs/b", None)
                    );
                    await adapter.GetRequiredService<IWorkGroups>().GetAsync("primary", None);
                    return counted.Total;
                })
        );

        counts.ShouldBe(Enumerable.Range(1, 5).Select(n => new ApiCalls(1, n, 2)));
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(ServiceProvider adapter, string sql)
    {
        var queries = adapter.GetRequiredService<IQueryExecutions>();
        var id = await queries.SubmitAsync(
            new QuerySubmission(
                sql,
                "default",
                Convert.ToHexString(Encoding.UTF8.GetBytes(sql))[..64],
                $"{Root}pipeline/athena-results/x/"
            ),
            None
        );
        QueryState state;
        do
        {
            state = (await queries.GetStatesAsync([id], None)).Single();
        } while (state.Status is QueryStatus.Queued or QueryStatus.Running);
        state.Failure.ShouldBeNull();
        return await queries.GetRowsAsync(id, None);
    }

    [Fact]
    public async Task Catalog_PublishedTwice_ShowsTheSecond()
    {
        await using var adapter = aws.Adapter();
        var catalog = adapter.GetRequiredService<ITableCatalog>();
        var first = new Publication(
            "default",
            "shop_commerce_a_summary",
            $"{Root}pipeline/tables/a/2025-10-27/x/",
            [new("a", "bigint")],
            new Dictionary<string, string> { ["run"] = "1" }
        );

        await catalog.PublishAsync(first, over: null, None);
        var read = await catalog.FindAsync("default", first.Table, None);
        await catalog.PublishAsync(
            first with
            {
                Location = $"{Root}pipeline/tables/a/2025-10-28/y/",
                Columns = [new("a", "bigint"), new("b", "string")],
            },
            read,
            None
        );
        foreach (var stale in new[] { read, null })
        {
            var refused = await Should.ThrowAsync<FailureException>(() => catalog.PublishAsync(first, stale, None));
            refused.Failure.Code.ShouldBe("CatalogBusy");
            refused.Failure.Retry.ShouldBe(RetryAdvice.AfterWaiting);
        }

        var table = (await catalog.FindAsync("default", first.Table, None)).ShouldNotBeNull();
        table.Location.ShouldBe($"{Root}pipeline/tables/a/2025-10-28/y/");
        table.Columns.ShouldBe([new Column("a", "bigint"), new Column("b", "string")]);
        table.Parameters["run"].ShouldBe("1");
        (await catalog.ListAsync("default", "shop_.*", None)).ShouldHaveSingleItem();
        await catalog.DeleteAsync("default", [first.Table], None);
        await catalog.DeleteAsync("default", [first.Table], None);
        (await catalog.FindAsync("default", first.Table, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Catalog_NoDatabase_HasItsCause()
    {
        await using var adapter = aws.Adapter();
        var catalog = adapter.GetRequiredService<ITableCatalog>();

        (await catalog.DatabaseExistsAsync("nowhere", None)).ShouldBeFalse();
        var thrown = await Should.ThrowAsync<FailureException>(() =>
            catalog.PublishAsync(
                new Publication(
                    "nowhere",
                    "t",
                    $"{Root}pipeline/tables/t/d/x/",
                    [new("a", "bigint")],
                    new Dictionary<string, string>()
                ),
                over: null,
                None
            )
        );
        thrown.Failure.Code.ShouldBe("DatabaseNotFound");
    }

    [Fact]
    public async Task Queries_Ctas_WritesRowsOnceForOneToken()
    {
        await using var adapter = aws.Adapter();
        var queries = adapter.GetRequiredService<IQueryExecutions>();
        var ctas = new QuerySubmission(
            $"CREATE TABLE pipeline_staging_a WITH (format = 'PARQUET', external_location = '{Root}pipeline/tables/b/2025-10-28/run-1-1/') AS SELECT * FROM (VALUES (1, 'x'), (2, 'y')) AS t (n, s)",
            "default",
            "0123456789abcdef0123456789abcdef"
        );

        var id = await queries.SubmitAsync(ctas, None);
        (await queries.SubmitAsync(ctas, None)).ShouldBe(id);
        var state = await EndOfAsync(queries, id);

        state.Failure.ShouldBeNull();
        state.Status.ShouldBe(QueryStatus.Succeeded);
        (await queries.GetRowsWrittenAsync(id, None)).ShouldBe(2);
        await queries.StopAsync([id], None);
    }

    [Fact]
    public async Task Queries_TableThatIsNotThere_HasItsCause()
    {
        await using var adapter = aws.Adapter();
        var queries = adapter.GetRequiredService<IQueryExecutions>();

        var state = await EndOfAsync(
            queries,
            await queries.SubmitAsync(new("SELECT * FROM nowhere", "default", new string('n', 32)), None)
        );

        state.Status.ShouldBe(QueryStatus.Failed);
        state.Failure!.Code.ShouldBe("TableNotFound");
        state.Failure.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Fact]
    public async Task Queries_NotSql_IsRefusedAtOnce()
    {
        await using var adapter = aws.Adapter();
        var queries = adapter.GetRequiredService<IQueryExecutions>();

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            queries.SubmitAsync(new("SELEC 1", "default", new string('s', 32)), None)
        );

        thrown.Failure.Code.ShouldBe("InvalidQuery");
    }

    // LocalAws ends these in milliseconds; the loop asks again until it has.
    private static async Task<QueryState> EndOfAsync(IQueryExecutions queries, string id)
    {
        while (true)
        {
            var state = (await queries.GetStatesAsync([id], None)).ShouldHaveSingleItem();
            if (state.Status is not (QueryStatus.Queued or QueryStatus.Running))
                return state;
        }
    }
}
