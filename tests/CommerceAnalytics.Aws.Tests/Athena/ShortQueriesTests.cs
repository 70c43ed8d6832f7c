using CommerceAnalytics.Aws.Athena;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Athena;

public class ShortQueriesTests
{
    private static readonly Failure Lost = new("ConnectionLost", "no answer", "Wait.", RetryAdvice.AfterWaiting);

    private readonly Mock<IQueryExecutions> _athena = new();

    public ShortQueriesTests() =>
        _athena
            .Setup(athena => athena.SubmitAsync(It.IsAny<QuerySubmission>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync("q-1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WhoseStateCannotBeRead_IsStoppedAndToldWithItsOwnReason(bool stopFails)
    {
        States().ThrowsAsync(new FailureException(Lost));
        if (stopFails)
            Stop().ThrowsAsync(new FailureException(Lost with { Code = "AccessDenied" }));

        (await Should.ThrowAsync<FailureException>(RunAsync)).Failure.ShouldBe(Lost);

        _athena.Verify(athena => athena.StopAsync(new[] { "q-1" }, CancellationToken.None), Times.Once);
    }

    [Fact]
    public async Task Run_GivenUp_IsStoppedAndStaysGivenUp()
    {
        States().ThrowsAsync(new OperationCanceledException());
        Stop().ThrowsAsync(new FailureException(Lost));

        await Should.ThrowAsync<OperationCanceledException>(RunAsync);

        _athena.Verify(athena => athena.StopAsync(new[] { "q-1" }, CancellationToken.None), Times.Once);
    }

    [Fact]
    public async Task Run_ThatFails_IsNotStopped()
    {
        var state = new QueryState("q-1", QueryStatus.Failed, 0, 0, 0, Lost);
        States().ReturnsAsync([state]);

        (await Should.ThrowAsync<FailureException>(RunAsync)).Failure.ShouldBe(Lost);

        _athena.Verify(
            athena => athena.StopAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()),
            Times.Never
        );
    }

    private Task<QueryState> RunAsync() =>
        new ShortQueries(_athena.Object, TimeProvider.System).RunAsync("SELECT 1", "log_db", CancellationToken.None);

    private Moq.Language.Flow.ISetup<IQueryExecutions, Task<IReadOnlyList<QueryState>>> States() =>
        _athena.Setup(athena =>
            athena.GetStatesAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())
        );

    private Moq.Language.Flow.ISetup<IQueryExecutions, Task> Stop() =>
        _athena.Setup(athena =>
            athena.StopAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())
        );
}
