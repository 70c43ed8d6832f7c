using CommerceAnalytics.Aws.Telemetry;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>
/// The edge of an activity: turns the exception that carries a failure into data, and counts the requests to AWS in
/// between.
/// </summary>
internal static class Attempt
{
    public static async Task<Outcome<T>> RunAsync<T>(Func<Task<T>> work)
    {
        var calls = CountedCalls.Begin();
        var outcome = await OutcomeAsync(work);
        return calls.Total is { IsNone: false } made ? outcome with { Calls = made } : outcome;
    }

    public static Task<Outcome<Done>> RunAsync(Func<Task> work) =>
        RunAsync(async () =>
        {
            await work();
            return new Done();
        });

    private static async Task<Outcome<T>> OutcomeAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return new(await work());
        }
        catch (FailureException e)
        {
            return new(default, e.Failure);
        }
    }
}
