using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tests.Virtual;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// Runs in flight outlive an upgrade: histories of finished and half-done runs, recorded with the code of their day,
/// are held against today's.
/// </summary>
public class HistoryTests
{
    private const string Anew = $"(see docs/change/changing-orchestrators.md, and {HistoryFiles.RecordVariable}=1)";

    public static TheoryData<string> Kept => [.. HistoryFiles.Names];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Replay_KeptHistory_GoesTheSameWayWithTodaysCode(string name)
    {
        var kept = HistoryFiles.Read(name);
        HistoryCheck
            .Problem(kept, VirtualFunctions.Orchestrators().GetValueOrDefault(kept.Orchestrator))
            .ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Data_KeptHistory_IsReadWholeByTodaysTypes(string name) =>
        HistoryData.Problem(HistoryFiles.Read(name)).ShouldBeNull();

    [Fact]
    public void Record_Twice_GivesTheSameTextEachTime()
    {
        var recorded = HistoryScenarios.Record().ToList();
        recorded
            .ConvertAll(history => history.Text())
            .ShouldBe(HistoryScenarios.Record().Select(history => history.Text()));
        if (HistoryFiles.RecordsAnew)
            recorded.ForEach(HistoryFiles.Write);
        recorded.Select(history => history.Name).ShouldBeSubsetOf(HistoryFiles.Names, $"each is kept {Anew}");
    }

    [Fact]
    public void Kept_OfEachOrchestrator_AreFinishedAndHalfDoneOnes()
    {
        var kept = HistoryFiles.Names.Select(HistoryFiles.Read).ToLookup(history => history.Orchestrator);
        foreach (var orchestrator in VirtualFunctions.Orchestrators().Keys)
        {
            kept[orchestrator].ShouldContain(history => history.IsFinished, $"{orchestrator} {Anew}");
            kept[orchestrator].ShouldContain(history => !history.IsFinished, $"{orchestrator} {Anew}");
        }
    }

    [Fact]
    public void Kept_AllTogether_CallEveryActivity()
    {
        var called = HistoryFiles
            .Names.SelectMany(name => HistoryFiles.Read(name).Events)
            .OfType<TaskScheduledEvent>()
            .Select(task => task.Name!)
            .Distinct();
        VirtualFunctions.Activities().Keys.ShouldBeSubsetOf(called, Anew);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Text_KeptHistory_IsTheFile(string name) =>
        HistoryFiles.Read(name).Text().ShouldBe(HistoryFiles.Text(name));

    [Fact]
    public void Problem_OrchestratorDoesMore_NamesTheHistoryTheEventsAndTheWayOut()
    {
        var kept = HistoryFiles.Read("refresh-published");
        var changed = FuncTaskOrchestrator.Create<object?, int>(
            async (context, _) =>
            {
                await context.CallActivityAsync<int>("Measure");
                return 1;
            }
        );
        var problem = HistoryCheck.Problem(kept, changed);
        problem.ShouldNotBeNull();
        problem.ShouldStartWith(
            "History 'refresh-published' (a table that was published) does not replay: today's RefreshTableOrchestrator"
        );
        problem.ShouldContain(" does something else at event 3 of ");
        problem.ShouldContain(" that answers ExecutionStarted. ");
        problem.ShouldContain(
            "The history has EventSent 'Submit' as task 0, but the code asks for TaskScheduled 'Measure'."
        );
        problem.ShouldContain("docs/change/changing-orchestrators.md");
    }

    [Fact]
    public void Problem_OrchestratorEndsEarlier_SaysWhere() =>
        ProblemOf("refresh-published", (_, _) => Task.FromResult(1))
            .ShouldContain("The history has EventSent 'Submit' as task 0, but the code ends (Completed).");

    [Fact]
    public void Problem_OrchestratorFails_SaysWhy() =>
        ProblemOf("run-preparing", (_, _) => throw new InvalidDataException("no such table"))
            .ShouldContain(" but the code ends (Failed: System.IO.InvalidDataException: no such table).");

    [Fact]
    public void Problem_OrchestratorAsksForMoreThanTheHistoryHas_NamesIt() =>
        ProblemOf(
                "refresh-building",
                async (context, input) =>
                {
                    var going = VirtualFunctions
                        .Orchestrators()[FunctionNames.RefreshTableOrchestrator]
                        .RunAsync(context, input);
                    context.SendEvent("auditor", "Started", "");
                    await going;
                    return 1;
                }
            )
            .ShouldContain("The code asks for EventSent 'Started', which the history does not have.");

    [Fact]
    public void Problem_OrchestratorWaitsOnAtItsEnd_SaysSo() =>
        ProblemOf(
                "refresh-published",
                async (context, input) =>
                {
                    await VirtualFunctions
                        .Orchestrators()[FunctionNames.RefreshTableOrchestrator]
                        .RunAsync(context, input);
                    return await context.WaitForExternalEvent<int>("Approved");
                }
            )
            .ShouldContain("The history ends here (Completed), and the code goes on.");

    [Fact]
    public void Problem_OrchestratorIsGone_SaysSo() =>
        HistoryCheck
            .Problem(HistoryFiles.Read("queue-closed"), null)!
            .ShouldContain("no orchestrator 'QueryQueueOrchestrator' any more");

    [Fact]
    public void Problem_DataHasAPropertyThatNobodyReads_NamesIt()
    {
        var kept = HistoryFiles.Read("refresh-published");
        var renamed = kept with
        {
            Events =
            [
                .. kept.Events.Select(e =>
                    EventJson.Read(EventJson.Write(e).Replace("EngineMs", "Ms", StringComparison.Ordinal))
                ),
            ],
        };
        HistoryData.Problem(renamed)!.ShouldContain("QueryEnded.Ms was ");
    }

    private static string ProblemOf(string history, Func<TaskOrchestrationContext, RefreshInput?, Task<int>> code) =>
        HistoryCheck.Problem(HistoryFiles.Read(history), FuncTaskOrchestrator.Create(code)).ShouldNotBeNull();
}
