using CommerceAnalytics.Failures;

namespace CommerceAnalytics.Functions.Outcomes;

/// <summary>Turns the exception that carries a failure into data, at the edge of an activity.</summary>
internal static class Attempt
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
        where T : IOutcome<T>
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
