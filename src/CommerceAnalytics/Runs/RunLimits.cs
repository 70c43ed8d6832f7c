namespace CommerceAnalytics.Runs;

/// <summary>
/// How much one run may be asked for. What is more is a slip or an attack, and would fill the run's history before it
/// did any work.
/// </summary>
public static class RunLimits
{
    /// <summary>
    /// Services of one run, named in a request or in the settings: twice what a night was measured with.
    /// </summary>
    public const int MostServices = 1_000;

    /// <summary>Query types that a request may name: far more than there are.</summary>
    public const int MostQueryTypes = 100;

    /// <summary>Days that a request may have extracted again.</summary>
    public const int MostReextractedDays = 400;

    /// <summary>Days that a list of runs may span: ten years.</summary>
    public const int MostDaysListed = 3653;

    /// <summary>Characters of a text that runs are searched for.</summary>
    public const int MostCharactersSought = 200;

    /// <summary>Bytes of a request's body: more than the most services of the longest names take.</summary>
    public const int MostBytes = 128 * 1024;

    /// <summary>What is wrong with how many of something there are; nothing where there are few enough.</summary>
    /// <param name="what">What they are called.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many there may be.</param>
    internal static IEnumerable<string> TooMany(string what, int count, int most)
    {
        if (count > most)
            yield return $"{what} has {count} entries: at most {most} are taken.";
    }
}
