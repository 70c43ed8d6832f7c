using LocalAws.Sql;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Athena;

public sealed class AthenaApiTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    private SignedClient _aws = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "results"));
        await _lake.InitializeAsync();
        _aws = _lake.Signed();
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task GetQueryResults_AnyPageSize_GivesHeaderAndEveryRow(int size)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows =
        [
            ["1", null],
            ["2", ""],
            ["3", "a \"b\",\r\n상품 🛒"],
            ["", "\""],
        ];
        _lake.Engine.Run = (_, _) =>
            Task.FromResult(
                StatementResult.None with
                {
                    Columns = [new("n", "bigint", 19, 0), new("t", "varchar", 2147483647, 0)],
                    Rows = rows,
                }
            );

        var id = await Run("SELECT n, t FROM x");
        var found = await Pages(id, size);

        found.Count.ShouldBe(5);
        found[0].ShouldBe(["n", "t"]);
        for (var i = 0; i < rows.Count; i++)
            found[i + 1].ShouldBe(rows[i]);
    }

    [Fact]
    public async Task GetQueryResults_Utility_HasNoHeaderRow()
    {
        _lake.Engine.Run = (_, _) =>
            Task.FromResult(
                StatementResult.None with
                {
                    Columns = [new("tab_name", "string", 0, 0)],
                    Rows =
                    [
                        ["a"],
                        ["b"],
                        ["c"],
                    ],
                }
            );

        var id = await Run("SHOW TABLES");

        (await Pages(id, 2)).Select(r => r[0]).ShouldBe(["a", "b", "c"]);
        (await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "results", id + ".txt"))).ShouldBe("a\nb\nc");
    }

    [Fact]
    public async Task GetQueryResults_ColumnInfo_HasAthenasMembers()
    {
        _lake.Engine.Run = (_, _) =>
            Task.FromResult(StatementResult.None with { Columns = [new("n", "decimal", 18, 4)] });

        var answer = await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = await Run("SELECT 1") });

        answer.Body["ResultSet"]!["ResultSetMetadata"]!["ColumnInfo"]![0]!
            .ToJsonString()
            .ShouldBe(
                """{"CatalogName":"hive","SchemaName":"","TableName":"","Name":"n","Label":"n","Type":"decimal","Precision":18,"Scale":4,"Nullable":"UNKNOWN","CaseSensitive":false}"""
            );
    }

    [Fact]
    public async Task GetQueryResults_ResultObjectDeleted_SaysThatItIsGone()
    {
        var id = await Run("SELECT 1");
        File.Delete(Path.Combine(_lake.Lake, "results", id + ".csv"));

        (await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = id })).Message.ShouldStartWith(
            "Could not find results"
        );
    }

    [Theory]
    [InlineData("""{"ResultConfiguration":{"OutputLocation":"s3://results/"}}""", "queryString")]
    [InlineData("""{"QueryString":"SELECT 1"}""", "No output location provided")]
    [InlineData(
        """{"QueryString":"SELECT 1","ResultConfiguration":{"OutputLocation":"/tmp/x"}}""",
        "outputLocation is not a valid S3 path."
    )]
    [InlineData(
        """{"QueryString":"SELECT 1","ResultConfiguration":{"OutputLocation":"s3://nowhere/x"}}""",
        "Unable to verify/create output bucket nowhere"
    )]
    [InlineData(
        """{"QueryString":"SELECT 1","ResultConfiguration":{"OutputLocation":"s3://../x"}}""",
        "Unable to verify/create output bucket .."
    )]
    [InlineData(
        """{"QueryString":"SELECT 1","WorkGroup":"other","ResultConfiguration":{"OutputLocation":"s3://results/"}}""",
        "WorkGroup is not found."
    )]
    [InlineData(
        """{"QueryString":"SELECT 1","ClientRequestToken":"short","ResultConfiguration":{"OutputLocation":"s3://results/"}}""",
        "clientRequestToken"
    )]
    [InlineData(
        """{"QueryString":"SELECT 1","ClientRequestToken":"","ResultConfiguration":{"OutputLocation":"s3://results/"}}""",
        "length greater than or equal to 32"
    )]
    [InlineData(
        """{"QueryString":"GIBBERISH","ResultConfiguration":{"OutputLocation":"s3://results/"}}""",
        "line 1:1: mismatched input"
    )]
    public async Task StartQueryExecution_WrongInput_IsRefusedInAthenasWords(string body, string words)
    {
        var request = System.Text.Json.Nodes.JsonNode.Parse(body)!;
        var answer = await _aws.AthenaAsync("StartQueryExecution", request);

        answer.Status.ShouldBe(400);
        answer.Error.ShouldBe("InvalidRequestException");
        answer.Message!.ShouldContain(words);
        _lake.Engine.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task StartQueryExecution_LongestStatement_IsTakenAndOneByteMoreIsNot()
    {
        var longest = "SELECT '" + new string('x', 262_144 - 9) + "'";

        (await Start(longest)).Status.ShouldBe(200);
        (await Start(longest + " ")).Error.ShouldBe("InvalidRequestException");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"QueryString":5}""")]
    public async Task AnyOperation_BodyOfTheWrongShape_IsASerializationException(string body) =>
        (await _aws.AthenaAsync("StartQueryExecution", body)).Error.ShouldBe("SerializationException");

    [Fact]
    public async Task AnyOperation_Unknown_SaysSo() =>
        (await _aws.AthenaAsync("MakeCoffee", "{}")).Error.ShouldBe("UnknownOperationException");

    [Fact]
    public async Task BatchGetQueryExecution_KnownAndUnknown_TellsThemApart()
    {
        var id = await Run("SELECT 1");

        var answer = await _aws.AthenaAsync(
            "BatchGetQueryExecution",
            new { QueryExecutionIds = (string[])[id, "none"] }
        );

        answer.Body["QueryExecutions"]!.AsArray().ShouldHaveSingleItem()!["QueryExecutionId"]!.ToString().ShouldBe(id);
        answer.Body["UnprocessedQueryExecutionIds"]![0]!["QueryExecutionId"]!.ToString().ShouldBe("none");
    }

    [Fact]
    public async Task ListQueryExecutions_Pages_AreNewestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, await Run($"SELECT {i}"));

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await _aws.AthenaAsync("ListQueryExecutions", new { MaxResults = 2, NextToken = token });
            found.AddRange(page.Body["QueryExecutionIds"]!.AsArray().Select(i => i!.ToString()));
            token = (string?)page.Body["NextToken"];
        } while (token is not null);

        found.ShouldBe(ids);
    }

    [Fact]
    public async Task Catalog_AsAthenaShowsIt_IsGlues()
    {
        await _aws.GlueAsync("CreateDatabase", new { DatabaseInput = new { Name = "log_db", Description = "events" } });
        await _aws.GlueAsync(
            "CreateTable",
            new
            {
                DatabaseName = "log_db",
                TableInput = new
                {
                    Name = "t",
                    StorageDescriptor = new
                    {
                        Columns = new[] { new { Name = "a", Type = "int" } },
                        Location = "s3://b/t/",
                    },
                },
            }
        );

        var database = await _aws.AthenaAsync(
            "GetDatabase",
            new { CatalogName = "AwsDataCatalog", DatabaseName = "log_db" }
        );
        var table = await _aws.AthenaAsync(
            "GetTableMetadata",
            new
            {
                CatalogName = "awsdatacatalog",
                DatabaseName = "log_db",
                TableName = "T",
            }
        );
        var missing = await _aws.AthenaAsync(
            "GetTableMetadata",
            new
            {
                CatalogName = "AwsDataCatalog",
                DatabaseName = "log_db",
                TableName = "x",
            }
        );
        var tables = await _aws.AthenaAsync(
            "ListTableMetadata",
            new
            {
                CatalogName = "AwsDataCatalog",
                DatabaseName = "log_db",
                Expression = ".*",
            }
        );
        var catalogs = await _aws.AthenaAsync("ListDataCatalogs", new { });

        database.Body["Database"]!["Description"]!.ToString().ShouldBe("events");
        table.Body["TableMetadata"]!["Columns"]![0]!.ToJsonString().ShouldBe("""{"Name":"a","Type":"int"}""");
        table.Body["TableMetadata"]!["Parameters"]!["location"]!.ToString().ShouldBe("s3://b/t/");
        missing.Error.ShouldBe("MetadataException");
        tables.Body["TableMetadataList"]!.AsArray().Count.ShouldBe(1);
        catalogs.Body["DataCatalogsSummary"]![0]!["CatalogName"]!.ToString().ShouldBe("AwsDataCatalog");
    }

    [Fact]
    public async Task GetWorkGroup_Primary_EnforcesNothing()
    {
        var answer = await _aws.AthenaAsync("GetWorkGroup", new { WorkGroup = "primary" });

        answer.Body["WorkGroup"]!["State"]!.ToString().ShouldBe("ENABLED");
        answer.Body["WorkGroup"]!["Configuration"]!["EnforceWorkGroupConfiguration"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task WorkGroup_ManagedResults_AreKeptAndExcludeALocation()
    {
        var created = await _aws.AthenaAsync(
            "CreateWorkGroup",
            new
            {
                Name = "managed",
                Configuration = new
                {
                    ManagedQueryResultsConfiguration = new
                    {
                        Enabled = true,
                        EncryptionConfiguration = new { KmsKey = "key-1" },
                    },
                },
            }
        );
        created.Status.ShouldBe(200, created.Message);
        (await Managed()).ShouldBe("""{"Enabled":true,"EncryptionConfiguration":{"KmsKey":"key-1"}}""");

        var both = await Update(new { ResultConfigurationUpdates = new { OutputLocation = "s3://results/" } });
        both.Error.ShouldBe("InvalidRequestException");
        both.Message.ShouldBe("ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together.");

        var off = new { Enabled = false, RemoveEncryptionConfiguration = true };
        (await Update(new { ManagedQueryResultsConfigurationUpdates = off })).Status.ShouldBe(200);
        (await Managed()).ShouldBe("""{"Enabled":false}""");

        async Task<string> Managed() =>
            (await _aws.AthenaAsync("GetWorkGroup", new { WorkGroup = "managed" })).Body["WorkGroup"]![
                "Configuration"
            ]!["ManagedQueryResultsConfiguration"]!.ToJsonString();

        Task<Answer> Update(object updates) =>
            _aws.AthenaAsync("UpdateWorkGroup", new { WorkGroup = "managed", ConfigurationUpdates = updates });
    }

    [Fact]
    public async Task Start_InAWorkGroupOfManagedResults_TakesNoLocationAndKeepsNone()
    {
        await _aws.AthenaAsync(
            "CreateWorkGroup",
            new { Name = "managed", Configuration = new { ManagedQueryResultsConfiguration = new { Enabled = true } } }
        );

        var named = await _aws.AthenaAsync(
            "StartQueryExecution",
            new
            {
                QueryString = "SELECT 1",
                WorkGroup = "managed",
                ResultConfiguration = new { OutputLocation = "s3://results" },
            }
        );
        var unnamed = await _aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = "SELECT 1", WorkGroup = "managed" }
        );

        named.Error.ShouldBe("InvalidRequestException");
        named.Message.ShouldBe("ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together.");
        unnamed.Message.ShouldStartWith("LocalAws keeps no managed query results");
    }

    private Task<Answer> Start(string sql) =>
        _aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = sql, ResultConfiguration = new { OutputLocation = "s3://results" } }
        );

    private async Task<string> Run(string sql)
    {
        var id = (await Start(sql)).Body["QueryExecutionId"]!.ToString();
        await _lake.Server.Services.Runner.WhenEnded(id);
        return id;
    }

    private async Task<List<List<string?>>> Pages(string id, int size)
    {
        var rows = new List<List<string?>>();
        string? token = null;
        do
        {
            var page = await _aws.AthenaAsync(
                "GetQueryResults",
                new
                {
                    QueryExecutionId = id,
                    MaxResults = size,
                    NextToken = token,
                }
            );
            rows.AddRange(
                page.Body["ResultSet"]!["Rows"]!
                    .AsArray()
                    .Select(r => r!["Data"]!.AsArray().Select(d => (string?)d!["VarCharValue"]).ToList())
            );
            token = (string?)page.Body["NextToken"];
        } while (token is not null);
        return rows;
    }
}
