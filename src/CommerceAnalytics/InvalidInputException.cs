namespace CommerceAnalytics;

/// <summary>Input or settings that are refused before any work, with every problem found at once.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Creates the exception; its message lists all problems.</summary>
    /// <param name="problems">One sentence each: what, where, and the remedy. At least one.</param>
    public InvalidInputException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One sentence each: what, where, and the remedy.</summary>
    public IReadOnlyList<string> Problems { get; }
}
