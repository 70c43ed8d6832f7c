namespace LocalAws.Faults;

/// <summary>Sets and reads back the faults of a running LocalAws. Thread-safe.</summary>
public sealed class FaultControl
{
    private readonly FaultInjector _injector;

    internal FaultControl(FaultInjector injector) => _injector = injector;

    /// <summary>Puts a plan in force from the next request on; counts and log begin anew.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="FaultPlanException">The plan has problems.</exception>
    public void Use(FaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Problems() is { Count: > 0 } problems)
            throw new FaultPlanException(problems);
        _injector.Use(plan);
    }

    /// <summary>Ends all misbehaviour. Sessions that were expired stay so.</summary>
    public void Clear() => _injector.Use(new());

    /// <summary>What was done since the plan was set.</summary>
    public FaultReport Report() => _injector.Report();
}
