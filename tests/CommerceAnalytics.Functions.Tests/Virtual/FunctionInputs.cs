using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Alerts.Digests;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Extract;
using CommerceAnalytics.Functions.Overview;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Functions.Tables;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>What orchestrators and their waits ask for: their code says it, not their signatures.</summary>
internal static class FunctionInputs
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [FunctionNames.RunOrchestrator] = typeof(RunInput),
        [FunctionNames.QueryQueueOrchestrator] = typeof(QueueState),
        [FunctionNames.ServiceOrchestrator] = typeof(ServiceInput),
        [FunctionNames.RefreshTableOrchestrator] = typeof(RefreshInput),
        [FunctionNames.OverviewOrchestrator] = typeof(OverviewInput),
        [FunctionNames.ExtractOrchestrator] = typeof(ExtractInput),
        [FunctionNames.ExtractStepOrchestrator] = typeof(ExtractStepInput),
        [FunctionNames.AlertOrchestrator] = typeof(RunAlert),
        [FunctionNames.DigestOrchestrator] = typeof(DigestInput),
        [FunctionNames.BackfillOrchestrator] = typeof(BackfillInput),
        [QueueEvents.Submit] = typeof(QueryRequest),
        [QueueEvents.Ended] = typeof(QueryResult),
        [RunEvents.Progress] = typeof(ServiceProgress),
        [RunEvents.NightOver] = typeof(string),
        [RefreshEvents.QueryOver] = typeof(string),
        [RefreshEvents.Built] = typeof(WaitingTable),
        [RefreshEvents.Verdict] = typeof(Verdict),
    };

    /// <summary>The input of an orchestrator or an event; null of a name that is not known.</summary>
    public static Type? Of(string name) => Types.GetValueOrDefault(name);
}
