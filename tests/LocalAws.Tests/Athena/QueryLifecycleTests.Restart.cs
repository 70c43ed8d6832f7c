using LocalAws.Athena.Queries;
using LocalAws.Sql;
using LocalAws.State;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Athena;

/// <summary>Queries whose process ends before they do.</summary>
public sealed partial class QueryLifecycleTests
{
    [Fact]
    public async Task StopQueryExecution_ThatTheEndOfTheProcessOvertakes_CancelsAllTheSame()
    {
        _lake.Options = _lake.Options with { MaxRunningQueries = 2 };
        await _lake.RestartAsync();
        _aws = _lake.Signed();
        var stopped = new TaskCompletionSource<StatementResult>();
        var (first, other) = (new TaskCompletionSource(), new TaskCompletionSource());
        _lake.Engine.Run = async (request, cancellationToken) =>
        {
            if (request.Sql == "SELECT 1")
            {
                first.SetResult();
                return await stopped.Task;
            }

            // The other query hears that the process ends; only then does the first one break off.
            await using var ending = cancellationToken.Register(() => stopped.SetCanceled(CancellationToken.None));
            other.SetResult();
            return await stopped.Task;
        };
        var id = await Start("SELECT 1");
        await first.Task;
        (await _aws.AthenaAsync("StopQueryExecution", new { QueryExecutionId = id })).Status.ShouldBe(200);
        await Start("SELECT 2");
        await other.Task;

        await _lake.Server.DisposeAsync();

        using (var history = new QueryHistory(new StateFolder(_lake.Lake).Queries, _lake.Time))
            history.Find(id)!.State.ShouldBe(QueryState.CANCELLED);
        await _lake.InitializeAsync();
    }

    [Fact]
    public async Task Restart_WithUnfinishedQueries_RunsThemAgainUnderTheirIds()
    {
        var (started, _) = Gate();
        var done = "";
        var running = await Start("CTAS", Token);
        await started.Task;
        var queued = await Start("SELECT 2");
        _lake.Engine.Run = (request, _) =>
        {
            done += request.QueryExecutionId == running ? "running " : "queued ";
            return Task.FromResult(StatementResult.None);
        };

        await _lake.RestartAsync();
        _aws = _lake.Signed();
        await _lake.Server.Services.Runner.WhenEnded(running);
        await _lake.Server.Services.Runner.WhenEnded(queued);

        done.Split(' ').Order().ShouldBe(["", "queued", "running"]);
        _lake
            .Engine.Requests.Select(r => (r.QueryExecutionId, r.IsRerun))
            .Order()
            .ShouldBe(new[] { (running, false), (running, true), (queued, false) }.Order());
        (await Get(running))["Status"]!["State"]!.ToString().ShouldBe("SUCCEEDED");
        (await Start("CTAS", Token)).ShouldBe(running);
    }

    [Fact]
    public async Task Restart_GivenUpWhileQueriesResume_HasNotListenedYet()
    {
        var (started, _) = Gate();
        await Start("SELECT 1");
        await started.Task;
        await _lake.Server.DisposeAsync();
        using var givenUp = new CancellationTokenSource();
        using var log = new WatchedLog("QueryRerun", givenUp.Cancel);

        var starting = LocalAwsServer.StartAsync(_lake.Options, _lake.Time, log, (_, _) => _lake.Engine, givenUp.Token);

        await Should.ThrowAsync<OperationCanceledException>(starting);
        await _lake.InitializeAsync();
    }

    [Fact]
    public async Task Restart_KilledAgainWhileStillQueued_StillKnowsThatItHadRun()
    {
        var (started, _) = Gate();
        var other = await Start("SELECT 1");
        await started.Task;
        var (again, _) = Gate();
        await _lake.RestartAsync();
        await again.Task;

        var (third, goOn) = Gate();
        goOn.SetResult(StatementResult.None);
        await _lake.RestartAsync();
        await third.Task;
        await _lake.Server.Services.Runner.WhenEnded(other);

        _lake
            .Engine.Requests.Select(r => (r.QueryExecutionId, r.IsRerun))
            .ShouldBe([(other, false), (other, true), (other, true)]);
    }

    [Fact]
    public async Task Query_WhoseEndCannotBeWritten_EndsOnceItCan()
    {
        using var disk = FullDisk();
        var id = await Start("SELECT 1");
        var ended = _lake.Server.Services.Runner.WhenEnded(id);
        // The writer waits to try again.
        await Task.WhenAny(_lake.Time.PassNextAsync(), ended);
        (await Get(id))["Status"]!["State"]!.ToString().ShouldBe("RUNNING");

        disk.Execute("DROP TRIGGER full");
        await _lake.AdvanceUntilEndedAsync(id, TimeSpan.FromSeconds(1));

        await ended;
        (await Get(id))["Status"]!["State"]!.ToString().ShouldBe("SUCCEEDED");
    }

    [Fact]
    public async Task Restart_WithAnEndThatCouldNotBeWritten_RunsTheQueryAgain()
    {
        using var disk = FullDisk();
        var id = await Start("SELECT 1");
        await Task.WhenAny(_lake.Time.PassNextAsync(), _lake.Server.Services.Runner.WhenEnded(id));
        await _lake.Server.DisposeAsync();
        disk.Execute("DROP TRIGGER full");

        await _lake.InitializeAsync();
        _aws = _lake.Signed();
        await _lake.Server.Services.Runner.WhenEnded(id);

        (await Get(id))["Status"]!["State"]!.ToString().ShouldBe("SUCCEEDED");
        _lake.Engine.Requests.Select(r => r.IsRerun).ShouldBe([false, true]);
    }

    // No end of a query can be written until the trigger is dropped.
    private SqliteFile FullDisk()
    {
        var disk = new SqliteFile(new StateFolder(_lake.Lake).Queries, "queries");
        disk.Execute(
            "CREATE TRIGGER full BEFORE UPDATE ON queries WHEN NEW.finished = 1 BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        );
        return disk;
    }
}
