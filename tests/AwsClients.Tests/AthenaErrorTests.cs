using System.Net;
using Amazon.Athena;
using Amazon.Athena.Model;

namespace Amazon.Clients.Tests;

public sealed class AthenaErrorTests
{
    private static readonly Answer Throttled = new(
        """{"__type":"TooManyRequestsException","Message":"Rate exceeded","Reason":"CONCURRENT_QUERY_LIMIT_EXCEEDED"}""",
        HttpStatusCode.BadRequest
    );

    [Fact]
    public async Task InvalidRequest_WithAthenaErrorCode_IsTypedWithItsMembers()
    {
        var thrown = await ThrownAsync<InvalidRequestException>(
            new Answer(
                """{"__type":"com.amazonaws.athena#InvalidRequestException","AthenaErrorCode":"MALFORMED_QUERY","Message":"line 1:1: mismatched input"}""",
                HttpStatusCode.BadRequest
            )
        );

        thrown.AthenaErrorCode.ShouldBe("MALFORMED_QUERY");
        thrown.Message.ShouldBe("line 1:1: mismatched input");
        thrown.ErrorCode.ShouldBe("InvalidRequestException");
        thrown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        thrown.RequestId.ShouldBe("request-1");
    }

    [Fact]
    public async Task TooManyRequests_WithReason_IsTypedWithItsReason() =>
        (await ThrownAsync<TooManyRequestsException>(Throttled, Throttled)).Reason.ShouldBe(
            ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED
        );

    [Fact]
    public async Task ResourceNotFound_WithName_IsTypedWithItsName() =>
        (
            await ThrownAsync<ResourceNotFoundException>(
                new Answer(
                    """{"__type":"ResourceNotFoundException","Message":"gone","ResourceName":"arn:aws:athena:x"}""",
                    HttpStatusCode.BadRequest
                )
            )
        ).ResourceName.ShouldBe("arn:aws:athena:x");

    [Fact]
    public async Task UnknownCode_IsTheServicesOwnException()
    {
        var thrown = await ThrownAsync<AmazonAthenaException>(
            new Answer(
                """{"__type":"AccessDeniedException","Message":"User: x is not authorized to perform: athena:StartQueryExecution"}""",
                HttpStatusCode.BadRequest
            )
        );

        thrown.GetType().ShouldBe(typeof(AmazonAthenaException));
        thrown.ErrorCode.ShouldBe("AccessDeniedException");
        thrown.Message.ShouldContain("athena:StartQueryExecution");
    }

    [Fact]
    public async Task AnswerOfAProxy_IsAnExceptionWithItsStatus()
    {
        var page = new Answer("<html><body>Bad gateway</body></html>", HttpStatusCode.BadGateway, "text/html");

        (await ThrownAsync<AmazonAthenaException>(page, page)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Throttled_Once_IsTriedAgainWithTheSameToken()
    {
        await using var aws = await FakeAwsServer.StartAsync(Throttled, new Answer("""{"QueryExecutionId":"q-1"}"""));
        using var client = AthenaRequestTests.Client(aws);

        var response = await client.StartQueryExecutionAsync(
            new StartQueryExecutionRequest { QueryString = "SELECT 1", ClientRequestToken = "token" }
        );

        response.QueryExecutionId.ShouldBe("q-1");
        aws.Requests.Select(request => request.Text).Distinct().ShouldHaveSingleItem();
        aws.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task WrongRequest_IsNotTriedAgain()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer("""{"__type":"InvalidRequestException","Message":"no"}""", HttpStatusCode.BadRequest)
        );
        using var client = AthenaRequestTests.Client(aws);

        await Should.ThrowAsync<InvalidRequestException>(() =>
            client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "x" })
        );

        aws.Requests.Count.ShouldBe(1);
    }

    private static async Task<T> ThrownAsync<T>(params Answer[] answers)
        where T : AmazonAthenaException
    {
        await using var aws = await FakeAwsServer.StartAsync(answers);
        using var client = AthenaRequestTests.Client(aws);
        return await Should.ThrowAsync<T>(() =>
            client.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "SELECT 1" })
        );
    }
}
