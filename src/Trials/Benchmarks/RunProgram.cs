namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>
/// Runs a command of the program, as a person gives it, in this process. It prints no result, only progress and
/// problems.
/// </summary>
/// <param name="arguments">The command and its options.</param>
/// <param name="cancellationToken">Stops it in order.</param>
/// <returns>Its exit code: 0 where all is done.</returns>
internal delegate Task<int> RunProgram(string[] arguments, CancellationToken cancellationToken);
