namespace FunctionsHost.Workers;

/// <summary>What makes a function run.</summary>
public abstract record FunctionTrigger;

/// <summary>A request to the host.</summary>
/// <param name="Route">Below the route prefix of host.json; null for the function's name.</param>
/// <param name="Methods">The methods that it takes; none means every one.</param>
/// <param name="AuthLevel"><c>Anonymous</c>, <c>Function</c> or <c>Admin</c>.</param>
public sealed record HttpTrigger(string? Route, IReadOnlyList<string> Methods, string AuthLevel) : FunctionTrigger;

/// <summary>A schedule.</summary>
/// <param name="Schedule">NCRONTAB or a time span, as the app has it: <c>%Name%</c> is not resolved.</param>
/// <param name="RunOnStartup">Whether it also fires whenever the host starts.</param>
/// <param name="UseMonitor">Whether its status is kept, so that an occurrence missed while the host was down is made
/// up.</param>
public sealed record TimerTrigger(string Schedule, bool RunOnStartup, bool UseMonitor) : FunctionTrigger;

/// <summary>The Durable Task engine, for an orchestrator.</summary>
/// <param name="Orchestration">The orchestrator's name in the task hub.</param>
public sealed record OrchestrationTrigger(string Orchestration) : FunctionTrigger;

/// <summary>The Durable Task engine, for an activity.</summary>
/// <param name="Activity">The activity's name in the task hub.</param>
public sealed record ActivityTrigger(string Activity) : FunctionTrigger;
