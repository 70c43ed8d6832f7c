using CommerceAnalytics.Functions.Tests.Virtual;
using LocalDurableTask.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// Runs in flight outlive an upgrade: histories of finished and half-done runs, recorded with the code of their day, are held against today's.
/// </summary>
public class HistoryTests
{
    private const string Anew = $"(see docs/changing-orchestrators.md, and {HistoryFiles.RecordVariable}=1)";

    public static TheoryData<string> Kept => [.. HistoryFiles.Names];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Replay_KeptHistory_GoesTheSameWayWithTodaysCode(string name)
    {
        var kept = HistoryFiles.Read(name);
        HistoryCheck.Problem(kept, VirtualFunctions.Orchestrators().GetValueOrDefault(kept.Orchestrator)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Data_KeptHistory_IsReadWholeByTodaysTypes(string name) => HistoryData.Problem(HistoryFiles.Read(name)).ShouldBeNull();

    [Fact]
    public void Record_Twice_GivesTheSameTextEachTime()
    {
        var recorded = HistoryScenarios.Record().ToList();
        recorded.ConvertAll(history => history.Text()).ShouldBe(HistoryScenarios.Record().Select(history => history.Text()));
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
            kept[orchestrator].ShouldContain(history => history.Events.OfType<ExecutionCompleted>().Any(), $"{orchestrator} {Anew}");
            kept[orchestrator].ShouldContain(history => !history.Events.OfType<ExecutionCompleted>().Any(), $"{orchestrator} {Anew}");
        }
    }

    [Fact]
    public void Kept_AllTogether_CallEveryActivity()
    {
        var called = HistoryFiles.Names.SelectMany(name => HistoryFiles.Read(name).Events).OfType<TaskScheduled>().Select(task => task.Name).Distinct();
        VirtualFunctions.Activities().Keys.ShouldBeSubsetOf(called, Anew);
    }

    [Fact]
    public void KeptHistory_WrittenAndRead_IsTheSame()
    {
        var kept = HistoryFiles.Read("run-partial-failure");
        KeptHistory.Read(kept.Name, kept.Text()).Events.ShouldBe(kept.Events);
    }

    [Fact]
    public void Problem_OrchestratorDoesMore_NamesTheHistoryTheEventsAndTheWayOut()
    {
        var kept = HistoryFiles.Read("refresh-published");
        var changed = FuncTaskOrchestrator.Create<object?, int>(async (context, _) =>
        {
            await context.CallActivityAsync<int>("Measure");
            return 1;
        });
        var problem = HistoryCheck.Problem(kept, changed);
        problem.ShouldNotBeNull();
        problem.ShouldStartWith("History 'refresh-published' (a table that was published) does not replay: today's RefreshTableOrchestrator");
        problem.ShouldContain("at events 1 to 3 of ");
        problem.ShouldContain("EventSent 'Submit' as task 0, but the code asks for TaskScheduled 'Measure'");
        problem.ShouldContain("docs/changing-orchestrators.md");
    }

    [Fact]
    public void Problem_OrchestratorIsGone_SaysSo() =>
        HistoryCheck.Problem(HistoryFiles.Read("queue-closed"), null)!.ShouldContain("no orchestrator 'QueryQueueOrchestrator' any more");

    [Fact]
    public void Problem_DataHasAPropertyThatNobodyReads_NamesIt()
    {
        var kept = HistoryFiles.Read("refresh-published");
        var renamed = kept with
        {
            Events = [.. kept.Events.Select(e => e is EventRaised raised ? raised with { Input = raised.Input!.Replace("engineMs", "ms") } : e)],
        };
        HistoryData.Problem(renamed)!.ShouldContain("QueryEnded.ms was ");
    }
}
