using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;

namespace Amazon.Clients.Tests;

public sealed class AthenaRequestTests
{
    private static readonly Answer Started = new("""{"QueryExecutionId":"q-1"}""");

    [Fact]
    public async Task StartQueryExecution_WithAllThatThePipelineSets_SendsTargetContentTypeAndBody()
    {
        await using var aws = await FakeAwsServer.StartAsync(Started);
        using var client = Client(aws);

        var response = await client.StartQueryExecutionAsync(
            new StartQueryExecutionRequest
            {
                QueryString = "SELECT '한국어', \"a\" < 1 & 'x'",
                WorkGroup = "primary",
                ClientRequestToken = "commerce-2025-10-28-0123456789abcdef",
                QueryExecutionContext = new QueryExecutionContext { Catalog = "AwsDataCatalog", Database = "log_db" },
                ResultConfiguration = new ResultConfiguration { OutputLocation = "s3://results/pipeline/" },
            }
        );

        response.QueryExecutionId.ShouldBe("q-1");
        response.ResponseMetadata.RequestId.ShouldBe("request-1");
        var request = aws.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.PathAndQuery.ShouldBe("/");
        request.Headers["X-Amz-Target"].ShouldBe("AmazonAthena.StartQueryExecution");
        request.Headers["Content-Type"].ShouldBe("application/x-amz-json-1.1");
        request.Headers["x-amz-api-version"].ShouldBe("2017-05-18");
        request.Text.ShouldBe(
            """
            {"ClientRequestToken":"commerce-2025-10-28-0123456789abcdef","QueryExecutionContext":{"Catalog":"AwsDataCatalog","Database":"log_db"},"QueryString":"SELECT '한국어', \"a\" < 1 & 'x'","ResultConfiguration":{"OutputLocation":"s3://results/pipeline/"},"WorkGroup":"primary"}
            """.Trim()
        );
    }

    [Fact]
    public async Task StartQueryExecution_WithSessionCredentials_SignsForAthenaInTheRegion()
    {
        await using var aws = await FakeAwsServer.StartAsync(Started);
        using var client = new AmazonAthenaClient(
            new SessionAWSCredentials("AKIDEXAMPLE", "secret", "session"),
            Config(aws)
        );

        await client.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "SELECT 1" });

        var request = aws.Requests.ShouldHaveSingleItem();
        request.Headers["X-Amz-Security-Token"].ShouldBe("session");
        request
            .Headers["Authorization"]
            .ShouldBe(SignatureV4.Authorization(request, "AKIDEXAMPLE", "secret", "ap-northeast-2", "athena"));
        request.Headers["Authorization"].ShouldContain("x-amz-target");
    }

    [Fact]
    public async Task StartQueryExecution_WithoutToken_SendsAnotherOneEachTime()
    {
        await using var aws = await FakeAwsServer.StartAsync(Started, Started);
        using var client = Client(aws);
        var request = new StartQueryExecutionRequest { QueryString = "SELECT 1" };

        await client.StartQueryExecutionAsync(request);
        await client.StartQueryExecutionAsync(request);

        var tokens = aws
            .Requests.Select(seen =>
                System
                    .Text.Json.JsonDocument.Parse(seen.Body)
                    .RootElement.GetProperty("ClientRequestToken")
                    .GetString()!
            )
            .ToList();
        tokens.ConvertAll(Guid.Parse).Distinct().Count().ShouldBe(2);
        request.ClientRequestToken.ShouldBeNull();
    }

    [Fact]
    public async Task StartQueryExecution_EmptyList_IsSentAndNullListIsNot()
    {
        await using var aws = await FakeAwsServer.StartAsync(Started, Started);
        using var client = Client(aws);

        await client.StartQueryExecutionAsync(
            new StartQueryExecutionRequest { ClientRequestToken = "t", ExecutionParameters = [] }
        );
        await client.StartQueryExecutionAsync(new StartQueryExecutionRequest { ClientRequestToken = "t" });

        aws.Requests.Select(request => request.Text)
            .ShouldBe(["""{"ClientRequestToken":"t","ExecutionParameters":[]}""", """{"ClientRequestToken":"t"}"""]);
    }

    [Fact]
    public async Task GetQueryResults_ConstantAndNumber_AreSentAsTextAndNumber()
    {
        await using var aws = await FakeAwsServer.StartAsync(new Answer("{}"));
        using var client = Client(aws);

        await client.GetQueryResultsAsync(
            new GetQueryResultsRequest
            {
                QueryExecutionId = "q",
                MaxResults = 5,
                QueryResultType = QueryResultType.DATA_ROWS,
            }
        );

        aws.Requests.ShouldHaveSingleItem()
            .Text.ShouldBe("""{"MaxResults":5,"QueryExecutionId":"q","QueryResultType":"DATA_ROWS"}""");
    }

    [Fact]
    public async Task StopQueryExecution_CancelledByTheCaller_ThrowsAndAsksNothing()
    {
        await using var aws = await FakeAwsServer.StartAsync();
        using var client = Client(aws);
        var stop = client.StopQueryExecutionAsync(
            new StopQueryExecutionRequest { QueryExecutionId = "q" },
            new CancellationToken(canceled: true)
        );

        await Should.ThrowAsync<OperationCanceledException>(() => stop);
        aws.Requests.ShouldBeEmpty();
    }

    internal static AmazonAthenaClient Client(FakeAwsServer aws) => new("AKIDEXAMPLE", "secret", Config(aws));

    internal static AmazonAthenaConfig Config(FakeAwsServer aws) =>
        new()
        {
            ServiceURL = aws.Address,
            AuthenticationRegion = "ap-northeast-2",
            MaxErrorRetry = 1,
        };
}
