namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>Something in a summary's file that must be put right before it can be used.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 1.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record SummaryProblem(string File, int Line, string Problem, string Remedy)
{
    /// <summary>File, line, problem and remedy in one line of text.</summary>
    public override string ToString() => $"{File}:{Line}: {Problem} {Remedy}";
}
