namespace CommerceAnalytics.Functions.Http;

/// <summary>Checks what a request asks for, together with all else that is wrong with it.</summary>
internal static class RequestInput
{
    /// <summary>What is asked for; null, with all that is wrong among the problems, where anything is.</summary>
    /// <param name="resolve">May throw <see cref="InvalidInputException"/>.</param>
    /// <param name="problems">What is wrong so far.</param>
    public static T? Resolve<T>(Func<T> resolve, List<string> problems)
        where T : class
    {
        try
        {
            var resolved = resolve();
            return problems.Count == 0 ? resolved : null;
        }
        catch (InvalidInputException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }
}
