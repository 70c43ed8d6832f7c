namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// Names of all functions. They stand in the histories of running instances: never rename one while runs are going on.
/// </summary>
internal static class FunctionNames
{
    public const string NightlyTimer = "NightlyTimer";
    public const string NightWatch = "NightWatch";

    public const string StartRun = "StartRun";
    public const string ListRuns = "ListRuns";
    public const string GetRun = "GetRun";
    public const string RerunRun = "RerunRun";
    public const string PublishRun = "PublishRun";
    public const string CancelRun = "CancelRun";
    public const string GetPlan = "GetPlan";
    public const string StartBackfill = "StartBackfill";
    public const string ListBackfills = "ListBackfills";
    public const string GetBackfill = "GetBackfill";
    public const string CancelBackfill = "CancelBackfill";
    public const string RollBackService = "RollBackService";
    public const string ShowService = "ShowService";
    public const string RemoveService = "RemoveService";
    public const string ListLeftovers = "ListLeftovers";
    public const string RemoveLeftovers = "RemoveLeftovers";
    public const string GetHealth = "GetHealth";
    public const string ProbeHealth = "ProbeHealth";
    public const string GetOpenApi = "GetOpenApi";

    public const string RunOrchestrator = "RunOrchestrator";
    public const string QueryQueueOrchestrator = "QueryQueueOrchestrator";
    public const string ServiceOrchestrator = "ServiceOrchestrator";
    public const string RefreshTableOrchestrator = "RefreshTableOrchestrator";
    public const string ExtractOrchestrator = "ExtractOrchestrator";
    public const string OverviewOrchestrator = "OverviewOrchestrator";
    public const string ExtractStepOrchestrator = "ExtractStepOrchestrator";

    public const string BackfillOrchestrator = "BackfillOrchestrator";

    public const string AlertOrchestrator = "AlertOrchestrator";
    public const string DigestOrchestrator = "DigestOrchestrator";

    public const string AwaitTurn = "AwaitTurn";
    public const string StopLeftovers = "StopLeftovers";
    public const string PrepareRun = "PrepareRun";
    public const string PlanExtract = "PlanExtract";
    public const string PublishExtract = "PublishExtract";
    public const string SubmitQuery = "SubmitQuery";
    public const string GetQueryStates = "GetQueryStates";
    public const string StopQueries = "StopQueries";
    public const string CheckOverview = "CheckOverview";
    public const string PublishOverview = "PublishOverview";
    public const string CheckTable = "CheckTable";
    public const string PublishTable = "PublishTable";
    public const string PruneService = "PruneService";
    public const string KeepHistory = "KeepHistory";
    public const string FindNights = "FindNights";
    public const string AuditBatch = "AuditBatch";
    public const string HoldTable = "HoldTable";
    public const string StopLostQueries = "StopLostQueries";
    public const string EndParts = "EndParts";
    public const string WriteReport = "WriteReport";
    public const string PlanRollback = "PlanRollback";
    public const string RollBackTable = "RollBackTable";
    public const string FindNight = "FindNight";
    public const string StartNight = "StartNight";
    public const string ReadNight = "ReadNight";
    public const string PlanPublication = "PlanPublication";
    public const string PublishHeld = "PublishHeld";
    public const string RaiseAlert = "RaiseAlert";
    public const string SendAlert = "SendAlert";
    public const string SendDigest = "SendDigest";
}
