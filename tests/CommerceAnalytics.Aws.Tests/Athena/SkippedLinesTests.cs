using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Athena;

namespace CommerceAnalytics.Aws.Tests.Athena;

public sealed class SkippedLinesTests
{
    private const string Told =
        """LINES_SKIPPED: [{"table":"db.t","partition":"year=2025/month=1/day=2","lines":3,"skipped":2,"files":[{"file":"s3://b/a","lines":3,"skipped":2,"first_line":1,"fault":"x"}]}]""";

    [Fact]
    public void Of_QueryThatSucceededAndTells_GivesDaysAndFiles()
    {
        var day = QueryStates
            .Of(Execution(QueryExecutionState.SUCCEEDED, Told))
            .Skipped.ShouldNotBeNull()
            .ShouldHaveSingleItem();

        (day.Day, day.Lines, day.Skipped).ShouldBe(("2025-01-02", 3, 2));
        day.Files.ShouldHaveSingleItem().ShouldBe(new("s3://b/a", 3, 2, 1, "x"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Query succeeded")]
    public void Of_QueryThatTellsNothing_GivesNone(string? reason) =>
        QueryStates.Of(Execution(QueryExecutionState.SUCCEEDED, reason)).Skipped.ShouldBeNull();

    private static QueryExecution Execution(QueryExecutionState state, string? reason) =>
        new()
        {
            QueryExecutionId = "q",
            Status = new QueryExecutionStatus { State = state, StateChangeReason = reason },
        };
}
