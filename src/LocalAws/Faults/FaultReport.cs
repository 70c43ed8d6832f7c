namespace LocalAws.Faults;

/// <summary>What the faults have done since their plan was set.</summary>
/// <param name="Plan">The plan in force; without rules where there is none.</param>
/// <param name="Rules">How often each rule matched and struck, in the plan's order.</param>
/// <param name="Injected">What was done, in order; the last 10,000.</param>
public sealed record FaultReport(
    FaultPlan Plan,
    IReadOnlyList<FaultCount> Rules,
    IReadOnlyList<InjectedFault> Injected
);

/// <summary>How often a rule matched and struck.</summary>
/// <param name="Rule">Place of the rule in the plan, from 1.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Fault">What it does.</param>
/// <param name="Matched">Requests that it was for.</param>
/// <param name="Injected">Those that it struck.</param>
public sealed record FaultCount(int Rule, string? Name, FaultKind Fault, long Matched, long Injected);

/// <summary>A fault that was injected.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Rule">Place of the rule in the plan, from 1.</param>
/// <param name="Name">The rule's name, or null.</param>
/// <param name="Fault">What was done.</param>
/// <param name="Match">The request's number among those that the rule was for.</param>
/// <param name="Service">Service of the request.</param>
/// <param name="Operation">Its operation, or a statement's kind.</param>
/// <param name="Target">What it worked on; empty where that was not looked at.</param>
public sealed record InjectedFault(
    long Number,
    DateTimeOffset At,
    int Rule,
    string? Name,
    FaultKind Fault,
    long Match,
    string Service,
    string Operation,
    string Target
);
