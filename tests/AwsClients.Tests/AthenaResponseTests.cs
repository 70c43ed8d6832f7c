using Amazon.Athena;
using Amazon.Athena.Model;

namespace Amazon.Clients.Tests;

public sealed class AthenaResponseTests
{
    [Fact]
    public async Task BatchGetQueryExecution_FailedQuery_ReadsStateStatisticsTimesAndError()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """
                {"QueryExecutions":[{"QueryExecutionId":"q-1","Query":"SELECT 1","StatementType":"DML","SubstatementType":"CREATE_TABLE_AS_SELECT","WorkGroup":"primary",
                  "Status":{"State":"FAILED","StateChangeReason":"TABLE_NOT_FOUND: line 1:15","SubmissionDateTime":1.761620405123E9,"CompletionDateTime":1761620406,
                    "AthenaError":{"ErrorCategory":2,"ErrorType":1006,"Retryable":false,"ErrorMessage":"TABLE_NOT_FOUND"}},
                  "Statistics":{"DataScannedInBytes":5000000000,"EngineExecutionTimeInMillis":42,"QueryQueueTimeInMillis":7,"NewMember":{"x":[1]}}}],
                 "UnprocessedQueryExecutionIds":[{"QueryExecutionId":"q-2","ErrorCode":"INTERNAL_FAILURE","ErrorMessage":"later"}]}
                """
            )
        );
        using var client = AthenaRequestTests.Client(aws);

        var response = await client.BatchGetQueryExecutionAsync(
            new BatchGetQueryExecutionRequest { QueryExecutionIds = ["q-1", "q-2"] }
        );

        var execution = response.QueryExecutions.ShouldHaveSingleItem();
        execution.StatementType.ShouldBe(StatementType.DML);
        execution.Status.State.ShouldBe(QueryExecutionState.FAILED);
        execution.Status.SubmissionDateTime.ShouldBe(new DateTime(2025, 10, 28, 3, 0, 5, 123, DateTimeKind.Utc));
        execution.Status.SubmissionDateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        execution.Status.AthenaError.ErrorCategory.ShouldBe(2);
        execution.Status.AthenaError.ErrorType.ShouldBe(1006);
        execution.Status.AthenaError.Retryable.ShouldBe(false);
        execution.Statistics.DataScannedInBytes.ShouldBe(5_000_000_000);
        execution.Statistics.TotalExecutionTimeInMillis.ShouldBeNull();
        response.UnprocessedQueryExecutionIds.ShouldHaveSingleItem().ErrorCode.ShouldBe("INTERNAL_FAILURE");
        aws.Requests.ShouldHaveSingleItem().Headers["X-Amz-Target"].ShouldBe("AmazonAthena.BatchGetQueryExecution");
    }

    [Fact]
    public async Task GetQueryResults_RowsWithNull_ReadsColumnsRowsAndNextToken()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """
                {"NextToken":"more","ResultSet":{"ResultSetMetadata":{"ColumnInfo":[{"Name":"page","Type":"varchar","Nullable":"UNKNOWN","CaseSensitive":true,"Precision":2147483647,"Scale":0}]},
                  "Rows":[{"Data":[{"VarCharValue":"page"}]},{"Data":[{}]},{"Data":[{"VarCharValue":"메인"}]}]},"UpdateCount":0}
                """
            )
        );
        using var client = AthenaRequestTests.Client(aws);

        var response = await client.GetQueryResultsAsync(new GetQueryResultsRequest { QueryExecutionId = "q-1" });

        response.NextToken.ShouldBe("more");
        response.UpdateCount.ShouldBe(0);
        response
            .ResultSet.ResultSetMetadata.ColumnInfo.ShouldHaveSingleItem()
            .Nullable.ShouldBe(ColumnNullable.UNKNOWN);
        response.ResultSet.Rows.Select(row => row.Data[0].VarCharValue).ShouldBe(["page", null, "메인"]);
    }

    [Fact]
    public async Task GetWorkGroup_StateOfALaterVersion_IsKeptAsItCame()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """
                {"WorkGroup":{"Name":"primary","State":"PAUSED","Configuration":{"EnforceWorkGroupConfiguration":true,"BytesScannedCutoffPerQuery":10000000,"ManagedQueryResultsConfiguration":{"Enabled":true,"EncryptionConfiguration":{"KmsKey":"key-1"}}}}}
                """
            )
        );
        using var client = AthenaRequestTests.Client(aws);

        var group = (await client.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "primary" })).WorkGroup;

        group.State.Value.ShouldBe("PAUSED");
        group.Configuration.EnforceWorkGroupConfiguration.ShouldBe(true);
        group.Configuration.BytesScannedCutoffPerQuery.ShouldBe(10_000_000);
        group.Configuration.ResultConfiguration.ShouldBeNull();
        group.Configuration.ManagedQueryResultsConfiguration.Enabled.ShouldBe(true);
        group.Configuration.ManagedQueryResultsConfiguration.EncryptionConfiguration.KmsKey.ShouldBe("key-1");
    }

    [Fact]
    public async Task ListTableMetadata_Columns_AreRead()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """
                {"TableMetadataList":[{"Name":"logall","TableType":"EXTERNAL_TABLE","CreateTime":1761620405,"Columns":[{"Name":"body","Type":"string"}],"PartitionKeys":[{"Name":"year","Type":"string"}],"Parameters":{"k":"v"}}]}
                """
            )
        );
        using var client = AthenaRequestTests.Client(aws);

        var response = await client.ListTableMetadataAsync(
            new ListTableMetadataRequest { CatalogName = "AwsDataCatalog", DatabaseName = "log_db" }
        );

        var table = response.TableMetadataList.ShouldHaveSingleItem();
        table.Columns.ShouldHaveSingleItem().Type.ShouldBe("string");
        table.PartitionKeys.ShouldHaveSingleItem().Name.ShouldBe("year");
        table.Parameters["k"].ShouldBe("v");
        response.NextToken.ShouldBeNull();
    }

    [Fact]
    public async Task StopQueryExecution_EmptyAnswer_IsAResponse()
    {
        await using var aws = await FakeAwsServer.StartAsync(new Answer(""));
        using var client = AthenaRequestTests.Client(aws);

        var response = await client.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = "q-1" });

        response.HttpStatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
