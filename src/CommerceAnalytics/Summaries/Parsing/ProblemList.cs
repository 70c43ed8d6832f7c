namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>The problems of one file, gathered so that all are told at once.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<SummaryProblem> _problems = [];

    public IReadOnlyList<SummaryProblem> All => [.. _problems.OrderBy(problem => problem.Line)];

    /// <summary>Adds what is not told already: a value may be read for more than one rule.</summary>
    public void Add(long line, string problem, string remedy)
    {
        var found = new SummaryProblem(file, (int)line, problem, remedy);
        if (!_problems.Contains(found))
            _problems.Add(found);
    }
}
