using System.Net;
using Amazon.Glue;
using Amazon.Glue.Model;

namespace Amazon.Clients.Tests;

public sealed class GlueWireTests
{
    [Fact]
    public async Task CreateTable_EmptyPartitionKeysAndParameters_AreSent()
    {
        await using var aws = await FakeAwsServer.StartAsync(new Answer("{}"));
        using var client = Client(aws);

        await client.CreateTableAsync(
            new CreateTableRequest
            {
                DatabaseName = "log_db",
                TableInput = new TableInput
                {
                    Name = "t",
                    PartitionKeys = [],
                    Parameters = new() { ["calculation_date"] = "2025-10-28" },
                    StorageDescriptor = new StorageDescriptor
                    {
                        Columns = [new Column { Name = "action", Type = "string" }],
                        NumberOfBuckets = -1,
                        Compressed = false,
                    },
                },
            }
        );

        var request = aws.Requests.ShouldHaveSingleItem();
        request.Headers["X-Amz-Target"].ShouldBe("AWSGlue.CreateTable");
        request
            .Headers["Authorization"]
            .ShouldBe(SignatureV4.Authorization(request, "AKIDEXAMPLE", "secret", "ap-northeast-2", "glue"));
        request.Text.ShouldBe(
            """{"DatabaseName":"log_db","TableInput":{"Name":"t","Parameters":{"calculation_date":"2025-10-28"},"PartitionKeys":[],"StorageDescriptor":{"Columns":[{"Name":"action","Type":"string"}],"Compressed":false,"NumberOfBuckets":-1}}}"""
        );
    }

    [Fact]
    public async Task GetTable_WithStorage_ReadsColumnsLocationAndTimes()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """
                {"Table":{"Name":"logall","DatabaseName":"log_db","CreateTime":1.7616204051E9,"IsRegisteredWithLakeFormation":false,"TableType":"EXTERNAL_TABLE",
                  "PartitionKeys":[{"Name":"year","Type":"string"}],"Parameters":{"projection.enabled":"true"},"CatalogId":"1",
                  "StorageDescriptor":{"Columns":[{"Name":"body","Type":"string","Comment":"kind"}],"Location":"s3://commerce-logs/logall/","SerdeInfo":{"SerializationLibrary":"org.openx.data.jsonserde.JsonSerDe","Parameters":{"a":"b"}},"SortColumns":[]}}}
                """
            )
        );
        using var client = Client(aws);

        var table = (
            await client.GetTableAsync(new GetTableRequest { DatabaseName = "log_db", Name = "logall" })
        ).Table;

        table.CreateTime.ShouldBe(new DateTime(2025, 10, 28, 3, 0, 5, 100, DateTimeKind.Utc));
        table.StorageDescriptor.Columns.ShouldHaveSingleItem().Comment.ShouldBe("kind");
        table.StorageDescriptor.SerdeInfo.Parameters["a"].ShouldBe("b");
        table.StorageDescriptor.SortColumns.ShouldBeEmpty();
        table.PartitionKeys.ShouldHaveSingleItem().Name.ShouldBe("year");
        table.ViewOriginalText.ShouldBeNull();
    }

    [Fact]
    public async Task GetTable_Missing_IsTyped()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(
                """{"__type":"EntityNotFoundException","Message":"Entity Not Found","FromFederationSource":false}""",
                HttpStatusCode.BadRequest
            )
        );
        using var client = Client(aws);

        var thrown = await Should.ThrowAsync<EntityNotFoundException>(() =>
            client.GetTableAsync(new GetTableRequest { DatabaseName = "d", Name = "t" })
        );

        thrown.Message.ShouldBe("Entity Not Found");
        thrown.FromFederationSource.ShouldBe(false);
    }

    private static AmazonGlueClient Client(FakeAwsServer aws) =>
        new(
            "AKIDEXAMPLE",
            "secret",
            new AmazonGlueConfig
            {
                ServiceURL = aws.Address,
                AuthenticationRegion = "ap-northeast-2",
                MaxErrorRetry = 1,
            }
        );
}
