namespace CommerceAnalytics.Summaries.Files;

/// <summary>The problems of one file, gathered so that all are told at once.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<SummaryProblem> _problems = [];

    public IReadOnlyList<SummaryProblem> All => [.. _problems.OrderBy(problem => problem.Line)];

    public void Add(long line, string problem, string remedy) => _problems.Add(new(file, (int)line, problem, remedy));
}
