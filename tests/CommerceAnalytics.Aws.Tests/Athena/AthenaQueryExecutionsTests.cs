using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Athena;

public sealed class AthenaQueryExecutionsTests
{
    private const string Token = "commerce-2025-10-28-0123456789abcdef";

    private readonly Mock<IAmazonAthena> _athena = new(MockBehavior.Strict);

    [Fact]
    public async Task Submit_Statement_CarriesWorkGroupContextLocationAndToken()
    {
        StartQueryExecutionRequest? sent = null;
        _athena
            .Setup(a =>
                a.StartQueryExecutionAsync(It.IsAny<StartQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .Callback((StartQueryExecutionRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new StartQueryExecutionResponse { QueryExecutionId = "q-1" });

        (
            await Executions().SubmitAsync(new QuerySubmission("SELECT 1", "log_db", Token), CancellationToken.None)
        ).ShouldBe("q-1");

        sent.ShouldNotBeNull();
        sent.QueryString.ShouldBe("SELECT 1");
        sent.ClientRequestToken.ShouldBe(Token);
        sent.WorkGroup.ShouldBe("primary");
        sent.QueryExecutionContext.Catalog.ShouldBe("AwsDataCatalog");
        sent.QueryExecutionContext.Database.ShouldBe("log_db");
        sent.ResultConfiguration.OutputLocation.ShouldBe("s3://results/commerce-summary/pipeline/athena-results/");
    }

    [Fact]
    public async Task Submit_AccountIsFull_IsAFailureToWaitOut()
    {
        _athena
            .Setup(a =>
                a.StartQueryExecutionAsync(It.IsAny<StartQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(
                new TooManyRequestsException("limit") { Reason = ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED }
            );

        var thrown = await FailureAsync(e =>
            e.SubmitAsync(new QuerySubmission("SELECT 1", "log_db", Token), CancellationToken.None)
        );

        thrown.ShouldBe(
            thrown with
            {
                Code = "TooManyRequests",
                Message = "Submit a query in workgroup primary: limit.",
                Retry = RetryAdvice.AfterWaiting,
            }
        );
    }

    [Fact]
    public async Task Submit_StatementLongerThanAthenaTakes_AsksNothing()
    {
        var failure = await FailureAsync(e =>
            e.SubmitAsync(new QuerySubmission(new string('한', 100_000), "log_db", Token), CancellationToken.None)
        );

        failure.Code.ShouldBe("QueryTooLong");
        failure.Message.ShouldContain("300,000");
    }

    [Theory]
    [InlineData(31)]
    [InlineData(129)]
    public async Task Submit_TokenOfAWrongLength_IsRefused(int length) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            Executions()
                .SubmitAsync(new QuerySubmission("SELECT 1", "log_db", new string('t', length)), CancellationToken.None)
        );

    [Fact]
    public async Task Submit_CancelledByTheCaller_IsCancellationNotFailure()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        _athena
            .Setup(a =>
                a.StartQueryExecutionAsync(It.IsAny<StartQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .ThrowsAsync(new TaskCanceledException());

        await Should.ThrowAsync<TaskCanceledException>(() =>
            Executions().SubmitAsync(new QuerySubmission("SELECT 1", "log_db", Token), cancelled.Token)
        );
    }

    [Fact]
    public async Task GetStates_HundredAndTwentyIds_AsksThreeTimes()
    {
        var sizes = new List<int>();
        _athena
            .Setup(a =>
                a.BatchGetQueryExecutionAsync(It.IsAny<BatchGetQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .Callback(
                (BatchGetQueryExecutionRequest request, CancellationToken _) =>
                    sizes.Add(request.QueryExecutionIds.Count)
            )
            .ReturnsAsync(
                (BatchGetQueryExecutionRequest request, CancellationToken _) =>
                    new BatchGetQueryExecutionResponse
                    {
                        QueryExecutions = request.QueryExecutionIds.ConvertAll(id =>
                            Execution(id, QueryExecutionState.RUNNING)
                        ),
                    }
            );
        var ids = Enumerable.Range(0, 120).Select(i => $"q-{i}").ToList();

        var states = await Executions().GetStatesAsync([.. ids, "q-0"], CancellationToken.None);

        sizes.ShouldBe([50, 50, 20]);
        states.Select(state => state.QueryExecutionId).ShouldBe(ids);
    }

    [Fact]
    public async Task GetStates_ScriptedLife_ReadsEachState()
    {
        QueryExecution[] life =
        [
            Execution("q-1", QueryExecutionState.QUEUED),
            Execution("q-1", QueryExecutionState.RUNNING),
            Execution(
                "q-1",
                QueryExecutionState.SUCCEEDED,
                e =>
                    e.Statistics = new()
                    {
                        QueryQueueTimeInMillis = 5,
                        EngineExecutionTimeInMillis = 70,
                        DataScannedInBytes = 1_000,
                    }
            ),
        ];
        var script = new Queue<QueryExecution>(life);
        _athena
            .Setup(a =>
                a.BatchGetQueryExecutionAsync(It.IsAny<BatchGetQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(() => new BatchGetQueryExecutionResponse { QueryExecutions = [script.Dequeue()] });
        var executions = Executions();

        var seen = new List<QueryState>();
        while (script.Count > 0)
            seen.AddRange(await executions.GetStatesAsync(["q-1"], CancellationToken.None));

        seen.ShouldBe([
            new QueryState("q-1", QueryStatus.Queued, 0, 0, 0),
            new QueryState("q-1", QueryStatus.Running, 0, 0, 0),
            new QueryState("q-1", QueryStatus.Succeeded, 5, 70, 1_000),
        ]);
    }

    [Fact]
    public async Task GetStates_Failed_SaysWhy()
    {
        Batch(
            Execution("q-1", QueryExecutionState.FAILED, e => e.Status.StateChangeReason = "TABLE_NOT_FOUND: line 1:15")
        );

        var state = (await Executions().GetStatesAsync(["q-1"], CancellationToken.None)).ShouldHaveSingleItem();

        state.Status.ShouldBe(QueryStatus.Failed);
        state.Failure!.Code.ShouldBe("TableNotFound");
    }

    [Fact]
    public async Task GetStates_CancelledByAPerson_IsCancelled()
    {
        Batch(
            Execution("q-1", QueryExecutionState.CANCELLED, e => e.Status.StateChangeReason = "Query cancelled by user")
        );

        (await Executions().GetStatesAsync(["q-1"], CancellationToken.None)).ShouldBe([
            new QueryState("q-1", QueryStatus.Cancelled, 0, 0, 0),
        ]);
    }

    [Fact]
    public async Task GetStates_CancelledAtTheWorkGroupsLimit_IsAFailure()
    {
        Batch(
            Execution(
                "q-1",
                QueryExecutionState.CANCELLED,
                e => e.Status.StateChangeReason = "Bytes scanned limit was exceeded"
            )
        );

        var state = (await Executions().GetStatesAsync(["q-1"], CancellationToken.None)).ShouldHaveSingleItem();

        state.Status.ShouldBe(QueryStatus.Failed);
        state.Failure!.Code.ShouldBe("BytesScannedLimit");
    }

    [Fact]
    public async Task GetStates_UnprocessedIds_AreAskedForAlone()
    {
        _athena
            .Setup(a =>
                a.BatchGetQueryExecutionAsync(It.IsAny<BatchGetQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(
                new BatchGetQueryExecutionResponse
                {
                    UnprocessedQueryExecutionIds =
                    [
                        new() { QueryExecutionId = "later" },
                        new() { QueryExecutionId = "gone" },
                    ],
                }
            );
        _athena
            .Setup(a =>
                a.GetQueryExecutionAsync(
                    It.Is<GetQueryExecutionRequest>(r => r.QueryExecutionId == "later"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(
                new GetQueryExecutionResponse { QueryExecution = Execution("later", QueryExecutionState.RUNNING) }
            );
        _athena
            .Setup(a =>
                a.GetQueryExecutionAsync(
                    It.Is<GetQueryExecutionRequest>(r => r.QueryExecutionId == "gone"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ThrowsAsync(new InvalidRequestException("QueryExecution gone was not found"));

        var states = await Executions().GetStatesAsync(["later", "gone"], CancellationToken.None);

        states
            .Select(state => (state.QueryExecutionId, state.Status, state.Failure?.Code))
            .ShouldBe([("later", QueryStatus.Running, null), ("gone", QueryStatus.Failed, "QueryNotFound")]);
    }

    [Fact]
    public async Task Stop_OneRefused_TheOthersAreStoppedAllTheSame()
    {
        var stopped = new List<string>();
        _athena
            .Setup(a => a.StopQueryExecutionAsync(It.IsAny<StopQueryExecutionRequest>(), It.IsAny<CancellationToken>()))
            .Returns(
                (StopQueryExecutionRequest request, CancellationToken _) =>
                {
                    stopped.Add(request.QueryExecutionId);
                    return request.QueryExecutionId == "q-1"
                        ? Task.FromException<StopQueryExecutionResponse>(new InternalServerException("later"))
                        : Task.FromResult(new StopQueryExecutionResponse());
                }
            );

        var failure = await FailureAsync(e => e.StopAsync(["q-1", "q-2", "q-3"], CancellationToken.None));

        stopped.ShouldBe(["q-1", "q-2", "q-3"]);
        failure.Code.ShouldBe("ServiceUnavailable");
    }

    [Fact]
    public async Task Stop_EndedAlready_IsNoFailure()
    {
        _athena
            .Setup(a => a.StopQueryExecutionAsync(It.IsAny<StopQueryExecutionRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidRequestException("Query has ended"));
        _athena
            .Setup(a => a.GetQueryExecutionAsync(It.IsAny<GetQueryExecutionRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetQueryExecutionResponse { QueryExecution = Execution("q-1", QueryExecutionState.SUCCEEDED) }
            );

        await Executions().StopAsync(["q-1"], CancellationToken.None);

        _athena.Verify(
            a => a.GetQueryExecutionAsync(It.IsAny<GetQueryExecutionRequest>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
    }

    [Theory]
    [InlineData(24L)]
    [InlineData(null)]
    public async Task GetRowsWritten_UpdateCount_IsGivenAsItIs(long? count)
    {
        _athena
            .Setup(a =>
                a.GetQueryResultsAsync(
                    It.Is<GetQueryResultsRequest>(r => r.QueryExecutionId == "q-1"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new GetQueryResultsResponse { UpdateCount = count });

        (await Executions().GetRowsWrittenAsync("q-1", CancellationToken.None)).ShouldBe(count);
    }

    [Fact]
    public async Task GetRows_OfASelect_LeavesTheHeaderOut()
    {
        Row[] rows = [Row("query_type", "part"), Row("product_ranking", "3"), Row("search_analytics", null)];
        _athena
            .Setup(a =>
                a.GetQueryResultsAsync(
                    It.Is<GetQueryResultsRequest>(r => r.QueryExecutionId == "q-1"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new GetQueryResultsResponse { ResultSet = new ResultSet { Rows = [.. rows] } });

        var read = await Executions().GetRowsAsync("q-1", CancellationToken.None);

        read.Select(row => string.Join(' ', row.Select(value => value ?? "NULL")))
            .ShouldBe(["product_ranking 3", "search_analytics NULL"]);

        static Row Row(params string?[] values) =>
            new() { Data = [.. values.Select(value => new Datum { VarCharValue = value })] };
    }

    [Fact]
    public async Task GetRows_OfSeveralPages_ReadsAll()
    {
        string[][] pages =
        [
            ["name", "a", "b"],
            ["c", "d"],
            ["e"],
        ];
        _athena
            .Setup(a => a.GetQueryResultsAsync(It.IsAny<GetQueryResultsRequest>(), It.IsAny<CancellationToken>()))
            .Returns((GetQueryResultsRequest request, CancellationToken _) => Task.FromResult(Page(request.NextToken)));

        var read = await Executions().GetRowsAsync("q-1", CancellationToken.None);

        read.Select(row => row.ShouldHaveSingleItem()).ShouldBe(["a", "b", "c", "d", "e"]);

        GetQueryResultsResponse Page(string? token)
        {
            var page = int.Parse(token ?? "0");
            var rows = pages[page].Select(value => new Row { Data = [new Datum { VarCharValue = value }] });
            return new()
            {
                ResultSet = new ResultSet { Rows = [.. rows] },
                NextToken = page + 1 < pages.Length ? $"{page + 1}" : null,
            };
        }
    }

    private AthenaQueryExecutions Executions() =>
        new(_athena.Object, Options.Create(new CommerceSettings { ResultsBucket = "results" }));

    private async Task<Failure> FailureAsync(Func<AthenaQueryExecutions, Task> call) =>
        (await Should.ThrowAsync<FailureException>(() => call(Executions()))).Failure;

    private void Batch(params QueryExecution[] executions) =>
        _athena
            .Setup(a =>
                a.BatchGetQueryExecutionAsync(It.IsAny<BatchGetQueryExecutionRequest>(), It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(new BatchGetQueryExecutionResponse { QueryExecutions = [.. executions] });

    private static QueryExecution Execution(string id, QueryExecutionState state, Action<QueryExecution>? with = null)
    {
        var execution = new QueryExecution
        {
            QueryExecutionId = id,
            Status = new QueryExecutionStatus { State = state },
        };
        with?.Invoke(execution);
        return execution;
    }
}
