using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Runs;

/// <summary>Starts runs of a host and reads their reports, wherever its app runs.</summary>
internal interface IRuns
{
    /// <summary>Starts the run, or finds the one of that date that a killed process left and that goes on.</summary>
    /// <returns>The run id.</returns>
    /// <exception cref="InvalidInputException">Later data is published, or nobody knows a service.</exception>
    Task<string> StartAsync(RunInput input, CancellationToken cancellationToken);

    /// <summary>The report; null where there is none.</summary>
    Task<RunReport?> ReadAsync(string runId, CancellationToken cancellationToken);
}
