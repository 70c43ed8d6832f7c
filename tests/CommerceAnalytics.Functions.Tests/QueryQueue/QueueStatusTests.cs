using System.Text.Json;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tables;

namespace CommerceAnalytics.Functions.Tests.QueryQueue;

public sealed class QueueStatusTests
{
    /// <summary>
    /// Azure's limit of a custom status: 16 KB of UTF-16. A queue whose status is refused would stop its run.
    /// </summary>
    private const int MostCharacters = 16 * 1024 / 2;

    private static readonly DateTime At = new(2025, 10, 28, 4, 0, 0, 123, 456, DateTimeKind.Utc);

    [Theory]
    [InlineData(7, 7)]
    [InlineData(50, 31)]
    [InlineData(200, 1)]
    public void Show_AsManyQueriesAsThereMayBe_FitsIntoACustomStatusWithAllTheirIds(int running, int shown)
    {
        var longest = new QueryRequest(TableStatements.Of(new string('s', 60), "category_performance"), 2, "refresh");
        var queries = Enumerable
            .Range(0, running)
            .Select(_ => new RunningQuery(longest, "19cfa394-88ac-4ca8-a1ff-0037ad62c142", At, At))
            .ToList();

        var status = new QueueStatus(
            "commerce-2025-10-28-12",
            int.MaxValue,
            queries.ConvertAll(query => query.QueryExecutionId),
            QueueStatus.Show(queries),
            int.MaxValue,
            At
        );

        status.Queries!.Count.ShouldBe(shown);
        status.QueryExecutionIds.Count.ShouldBe(running);
        JsonSerializer.Serialize(status, JsonSerializerOptions.Web).Length.ShouldBeLessThanOrEqualTo(MostCharacters);
    }
}
