using System.Text.Json.Nodes;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Glue;

public sealed class GlueApiTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    private SignedClient _aws = null!;

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _aws = _lake.Signed();
        (await _aws.GlueAsync("CreateDatabase", new { DatabaseInput = new { Name = "log_db" } })).Status.ShouldBe(200);
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task CreateTable_EveryMember_ComesBackAsItWas()
    {
        var input = JsonNode.Parse(
            """
            {"Name":"Events","Description":"all of them","Owner":"me","Retention":7,"TableType":"EXTERNAL_TABLE","Parameters":{"classification":"json"},
             "PartitionKeys":[{"Name":"Year","Type":"string","Comment":"UTC"}],"ViewExpandedText":"/* none */",
             "StorageDescriptor":{"Columns":[{"Name":"body","Type":"string"}],"Location":"s3://b/events/","InputFormat":"in","OutputFormat":"out",
               "Compressed":true,"NumberOfBuckets":-1,"BucketColumns":[],"SerdeInfo":{"Name":"s","SerializationLibrary":"lib","Parameters":{"a":"b"}}}}
            """
        )!;
        (await _aws.GlueAsync("CreateTable", new { DatabaseName = "LOG_DB", TableInput = input })).Body.Count.ShouldBe(
            0
        );
        await _lake.RestartAsync();
        _aws = _lake.Signed();

        var table = await GetTable("EVENTS");

        table["Name"]!.ToString().ShouldBe("events");
        table["DatabaseName"]!.ToString().ShouldBe("log_db");
        table["CreateTime"]!.GetValue<double>().ShouldBeGreaterThan(1.7e9);
        table["PartitionKeys"]!.ToJsonString().ShouldBe("""[{"Name":"year","Type":"string","Comment":"UTC"}]""");
        foreach (
            var member in (string[])["Description", "Owner", "Retention", "TableType", "Parameters", "ViewExpandedText"]
        )
            JsonNode.DeepEquals(table[member], input[member]).ShouldBeTrue(member);
        foreach (var (member, value) in input["StorageDescriptor"]!.AsObject())
            JsonNode.DeepEquals(table["StorageDescriptor"]![member], value).ShouldBeTrue(member);
    }

    [Fact]
    public async Task UpdateTable_Existing_ReplacesTheDefinition()
    {
        await Create("t", "old");

        (
            await _aws.GlueAsync("UpdateTable", new { DatabaseName = "log_db", TableInput = Input("t", "new") })
        ).Status.ShouldBe(200);

        (await GetTable("t"))["StorageDescriptor"]!["Location"]!.ToString().ShouldBe("s3://b/new/");
    }

    [Fact]
    public async Task UpdateTable_OfAVersion_ReplacesThatOneAndNoOther()
    {
        await Create("t", "old");
        var read = (await GetTable("t"))["VersionId"]!.ToString();
        async Task<Answer> Update(string location) =>
            await _aws.GlueAsync(
                "UpdateTable",
                new
                {
                    DatabaseName = "log_db",
                    TableInput = Input("t", location),
                    VersionId = read,
                    SkipArchive = true,
                }
            );

        (await Update("first")).Status.ShouldBe(200);
        var refused = await Update("second");

        (refused.Status, refused.Error, refused.Message).ShouldBe(
            (400, "ConcurrentModificationException", "Update table failed due to concurrent modifications.")
        );
        (await GetTable("t"))["StorageDescriptor"]!["Location"]!.ToString().ShouldBe("s3://b/first/");
        (await GetTable("t"))["VersionId"]!.ToString().ShouldNotBe(read);
    }

    [Theory]
    [InlineData("GetDatabase", """{"Name":"x"}""", "EntityNotFoundException", "Database x not found.")]
    [InlineData("DeleteDatabase", """{"Name":"x"}""", "EntityNotFoundException", "Database x not found.")]
    [InlineData(
        "CreateDatabase",
        """{"DatabaseInput":{"Name":"log_db"}}""",
        "AlreadyExistsException",
        "Database already exists."
    )]
    [InlineData(
        "GetTable",
        """{"DatabaseName":"log_db","Name":"x"}""",
        "EntityNotFoundException",
        "Table x not found."
    )]
    [InlineData("GetTable", """{"DatabaseName":"x","Name":"x"}""", "EntityNotFoundException", "Database x not found.")]
    [InlineData("GetTables", """{"DatabaseName":"x"}""", "EntityNotFoundException", "Database x not found.")]
    [InlineData(
        "GetTables",
        """{"DatabaseName":"log_db","Expression":"("}""",
        "InvalidInputException",
        "Invalid expression: ("
    )]
    [InlineData(
        "CreateTable",
        """{"DatabaseName":"log_db","TableInput":{"Name":"there"}}""",
        "AlreadyExistsException",
        "Table already exists."
    )]
    [InlineData(
        "UpdateTable",
        """{"DatabaseName":"log_db","TableInput":{"Name":"x"}}""",
        "EntityNotFoundException",
        "Table x not found."
    )]
    [InlineData(
        "DeleteTable",
        """{"DatabaseName":"log_db","Name":"x"}""",
        "EntityNotFoundException",
        "Table x not found."
    )]
    [InlineData(
        "GetPartitions",
        """{"DatabaseName":"log_db","TableName":"x"}""",
        "EntityNotFoundException",
        "Table x not found."
    )]
    public async Task AnyOperation_ThatGlueRefuses_AnswersItsCode(
        string operation,
        string body,
        string code,
        string message
    )
    {
        await Create("there", "there");

        var answer = await _aws.GlueAsync(operation, body);

        (answer.Status, answer.Error, answer.Message).ShouldBe((400, code, message));
    }

    [Fact]
    public async Task GetTables_ExpressionAndPages_GivesThoseTables()
    {
        foreach (var name in (string[])["a_1", "a_2", "a_3", "b_1"])
            await Create(name, name);

        var first = await _aws.GlueAsync(
            "GetTables",
            new
            {
                DatabaseName = "log_db",
                Expression = "a_.*",
                MaxResults = 2,
            }
        );
        var second = await _aws.GlueAsync(
            "GetTables",
            new
            {
                DatabaseName = "log_db",
                Expression = "a_.*",
                MaxResults = 2,
                NextToken = first.Body["NextToken"]!.ToString(),
            }
        );

        Names(first).ShouldBe(["a_1", "a_2"]);
        Names(second).ShouldBe(["a_3"]);
        second.Body.ContainsKey("NextToken").ShouldBeFalse();
    }

    [Fact]
    public async Task BatchDeleteTable_SomeMissing_DeletesTheOthers()
    {
        await Create("t", "t");

        var answer = await _aws.GlueAsync(
            "BatchDeleteTable",
            new { DatabaseName = "log_db", TablesToDelete = (string[])["t", "x"] }
        );

        answer.Body["Errors"]!
            .ToJsonString()
            .ShouldBe(
                """[{"TableName":"x","ErrorDetail":{"ErrorCode":"EntityNotFoundException","ErrorMessage":"Table x not found."}}]"""
            );
        (await _aws.GlueAsync("GetTable", new { DatabaseName = "log_db", Name = "t" })).Error.ShouldBe(
            "EntityNotFoundException"
        );
    }

    [Fact]
    public async Task Partitions_Batches_ChangeWhatTheySayAndReportTheRest()
    {
        await Create("t", "t");
        var table = new { DatabaseName = "log_db", TableName = "t" };

        var created = await Partition(
            "BatchCreatePartition",
            "PartitionInputList",
            """[{"Values":["1"],"StorageDescriptor":{"Location":"s3://b/1/"}},{"Values":["2"]},{"Values":["1"]},{"Values":["1","2"]}]"""
        );
        var updated = await Partition(
            "BatchUpdatePartition",
            "Entries",
            """[{"PartitionValueList":["1"],"PartitionInput":{"Values":["3"]}},{"PartitionValueList":["9"],"PartitionInput":{}}]"""
        );
        var deleted = await Partition(
            "BatchDeletePartition",
            "PartitionsToDelete",
            """[{"Values":["2"]},{"Values":["8"]}]"""
        );

        Codes(created).ShouldBe(["InvalidInputException", "AlreadyExistsException"]);
        Codes(updated).ShouldBe(["EntityNotFoundException"]);
        Codes(deleted).ShouldBe(["EntityNotFoundException"]);
        var left = await _aws.GlueAsync("GetPartitions", table);
        left.Body["Partitions"]!.AsArray().ShouldHaveSingleItem()!["Values"]!.ToJsonString().ShouldBe("""["3"]""");
        (
            await _aws.GlueAsync(
                "GetPartition",
                new
                {
                    table.DatabaseName,
                    table.TableName,
                    PartitionValues = (string[])["3"],
                }
            )
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task CreatePartition_EveryMember_ComesBackAsItWas()
    {
        await Create("t", "t");
        var input = JsonNode.Parse(
            """
            {"Values":["1"],"Parameters":{"a":"b"},"LastAccessTime":1700000000,
             "StorageDescriptor":{"Columns":[{"Name":"body","Type":"string"}],"Location":"s3://b/1/","InputFormat":"in","OutputFormat":"out",
               "Compressed":true,"NumberOfBuckets":8,"BucketColumns":["body"],"SerdeInfo":{"Name":"s","SerializationLibrary":"lib","Parameters":{"a":"b"}}}}
            """
        )!;
        (await Partition("CreatePartition", "PartitionInput", input.ToJsonString())).Status.ShouldBe(200);

        var answer = await Partition("GetPartition", "PartitionValues", """["1"]""");

        var partition = answer.Body["Partition"]!;
        foreach (var (member, value) in input.AsObject().Where(m => m.Key != "StorageDescriptor"))
            JsonNode.DeepEquals(partition[member], value).ShouldBeTrue(member);
        foreach (var (member, value) in input["StorageDescriptor"]!.AsObject())
            JsonNode.DeepEquals(partition["StorageDescriptor"]![member], value).ShouldBeTrue(member);
    }

    [Theory]
    [InlineData("BatchCreatePartition", "PartitionInputList", 100, """{"Values":["{0}"]}""")]
    [InlineData(
        "BatchUpdatePartition",
        "Entries",
        100,
        """{"PartitionValueList":["{0}"],"PartitionInput":{"Values":["{0}"]}}"""
    )]
    [InlineData("BatchDeletePartition", "PartitionsToDelete", 25, """{"Values":["{0}"]}""")]
    [InlineData("BatchGetPartition", "PartitionsToGet", 1000, """{"Values":["{0}"]}""")]
    public async Task Partitions_MoreThanABatchHolds_AreRefusedAsAWhole(
        string operation,
        string member,
        int most,
        string each
    )
    {
        await Create("t", "t");

        (await Partition(operation, member, Many(most))).Status.ShouldBe(200);
        (await Partition(operation, member, Many(most + 1))).Status.ShouldBe(400);

        string Many(int count) =>
            $"[{string.Join(',', Enumerable.Range(1, count).Select(n => each.Replace("{0}", $"{n}", StringComparison.Ordinal)))}]";
    }

    private static IEnumerable<string> Names(Answer answer) =>
        answer.Body["TableList"]!.AsArray().Select(t => t!["Name"]!.ToString());

    private static IEnumerable<string> Codes(Answer answer) =>
        answer.Body["Errors"]!.AsArray().Select(e => e!["ErrorDetail"]!["ErrorCode"]!.ToString());

    private Task<Answer> Partition(string operation, string member, string json) =>
        _aws.GlueAsync(
            operation,
            new JsonObject
            {
                ["DatabaseName"] = "log_db",
                ["TableName"] = "t",
                [member] = JsonNode.Parse(json),
            }.ToJsonString()
        );

    private static object Input(string name, string place) =>
        new
        {
            Name = name,
            PartitionKeys = new[] { new { Name = "p" } },
            StorageDescriptor = new { Location = $"s3://b/{place}/" },
        };

    private async Task Create(string name, string place) =>
        (
            await _aws.GlueAsync("CreateTable", new { DatabaseName = "log_db", TableInput = Input(name, place) })
        ).Status.ShouldBe(200);

    private async Task<JsonNode> GetTable(string name)
    {
        var answer = await _aws.GlueAsync("GetTable", new { DatabaseName = "log_db", Name = name });
        answer.Status.ShouldBe(200, answer.Body.ToJsonString());
        return answer.Body["Table"]!;
    }
}
