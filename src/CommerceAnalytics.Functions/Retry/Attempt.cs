using CommerceAnalytics.Aws.Telemetry;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>
/// The edge of an activity: turns the exception that carries a failure into data, and counts the requests to AWS in
/// between.
/// </summary>
internal static class Attempt
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
        where T : Outcome, IOutcome<T>
    {
        var calls = CountedCalls.Begin();
        var outcome = await OutcomeAsync(work);
        return calls.Total is { IsNone: false } made ? (T)(outcome with { Calls = made }) : (T)outcome;
    }

    private static async Task<Outcome> OutcomeAsync<T>(Func<Task<T>> work)
        where T : Outcome, IOutcome<T>
    {
        try
        {
            return await work();
        }
        catch (FailureException e)
        {
            return T.Failed(e.Failure);
        }
    }
}
