namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Tells why nothing was done.</summary>
internal static class Refusal
{
    /// <summary>All problems in one message.</summary>
    /// <param name="surroundings">Where to.</param>
    /// <param name="what">What was refused.</param>
    /// <param name="help">Arguments that show its help.</param>
    /// <param name="problems">A sentence each, with or without a full stop.</param>
    public static int Tell(Surroundings surroundings, string what, string help, IReadOnlyList<string> problems)
    {
        var count = problems.Count == 1 ? "there is a problem" : $"there are {problems.Count} problems";
        surroundings.TellError($"{what}: nothing was done, {count}:");
        foreach (var problem in problems)
            surroundings.Error.WriteLine($"  - {Sentence(problem)}");
        surroundings.Error.WriteLine($"See `{surroundings.Program} {help}`.");
        return ExitCode.Refused;
    }

    private static string Sentence(string problem)
    {
        var end = problem[^1] is '.' or '?' or '!' ? "" : ".";
        return $"{char.ToUpperInvariant(problem[0])}{problem[1..]}{end}";
    }
}
