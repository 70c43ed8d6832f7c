namespace LocalAws.Tests.Clients;

/// <summary><c>aws athena</c>, <c>aws glue</c> and <c>aws sts</c>.</summary>
public sealed class AwsCliTests(AwsCli cli) : IClassFixture<AwsCli>
{
    private const string Output = "s3://cli-results/out/";

    [AwsCliFact]
    public async Task AthenaStartQueryExecution_Select_SucceedsAndGivesRows()
    {
        var id = await Run("SELECT 1 AS n, 'x' AS s");
        var results = await cli.JsonAsync("athena", "get-query-results", "--query-execution-id", id);
        results["ResultSet"]!["Rows"]!
            .AsArray()
            .Select(r => string.Join(',', r!["Data"]!.AsArray().Select(d => d!["VarCharValue"]!.ToString())))
            .ShouldBe(["n,s", "1,x"]);
        var statistics = await cli.JsonAsync("athena", "get-query-runtime-statistics", "--query-execution-id", id);
        statistics["QueryRuntimeStatistics"]!["Rows"]!["OutputRows"]!.GetValue<int>().ShouldBe(1);
    }

    [AwsCliFact]
    public async Task AthenaStartQueryExecution_Nonsense_IsRefused() =>
        (
            await cli.RefusedAsync(
                "athena",
                "start-query-execution",
                "--query-string",
                "SELEC",
                "--result-configuration",
                "OutputLocation=" + Output
            )
        ).ShouldContain("(InvalidRequestException) when calling the StartQueryExecution operation");

    [AwsCliFact]
    public async Task AthenaBatchGetAndStop_KnownQuery_AreAnswered()
    {
        var id = await Run("SELECT 2");
        await cli.RunAsync("athena", "stop-query-execution", "--query-execution-id", id);
        var batch = await cli.JsonAsync("athena", "batch-get-query-execution", "--query-execution-ids", id);
        batch["QueryExecutions"]![0]!["Status"]!["State"]!.ToString().ShouldBe("SUCCEEDED");
    }

    [AwsCliFact]
    public async Task AthenaListQueryExecutions_AfterOne_NamesIt()
    {
        var id = await Run("SELECT 3");
        (await cli.JsonAsync("athena", "list-query-executions"))["QueryExecutionIds"]!
            .AsArray()
            .Select(i => i!.ToString())
            .ShouldContain(id);
    }

    [AwsCliFact]
    public async Task AthenaWorkGroups_Primary_IsThere()
    {
        (await cli.JsonAsync("athena", "list-work-groups"))["WorkGroups"]![0]!["Name"]!.ToString().ShouldBe("primary");
        (await cli.JsonAsync("athena", "get-work-group", "--work-group", "primary"))["WorkGroup"]!["State"]!
            .ToString()
            .ShouldBe("ENABLED");
    }

    [AwsCliFact]
    public async Task AthenaCatalog_DatabaseAndTable_AreShown()
    {
        await Run("CREATE DATABASE IF NOT EXISTS cli_db");
        await Run("CREATE TABLE cli_db.t AS SELECT 1 AS n");
        (await cli.JsonAsync("athena", "list-databases", "--catalog-name", "AwsDataCatalog"))["DatabaseList"]!
            .AsArray()
            .Select(d => d!["Name"]!.ToString())
            .ShouldContain("cli_db");
        var table = await cli.JsonAsync(
            "athena",
            "get-table-metadata",
            "--catalog-name",
            "AwsDataCatalog",
            "--database-name",
            "cli_db",
            "--table-name",
            "t"
        );
        table["TableMetadata"]!["Columns"]![0]!["Name"]!.ToString().ShouldBe("n");
    }

    [AwsCliFact]
    public async Task GlueDatabases_CreateUpdateDelete_AreDone()
    {
        await cli.RunAsync(
            "glue",
            "create-database",
            "--database-input",
            """{"Name":"cli_glue","Description":"one"}"""
        );
        await cli.RunAsync(
            "glue",
            "update-database",
            "--name",
            "cli_glue",
            "--database-input",
            """{"Name":"cli_glue","Description":"two"}"""
        );
        (await cli.JsonAsync("glue", "get-database", "--name", "cli_glue"))["Database"]!["Description"]!
            .ToString()
            .ShouldBe("two");
        await cli.RunAsync("glue", "delete-database", "--name", "cli_glue");
        (await cli.RefusedAsync("glue", "get-database", "--name", "cli_glue")).ShouldContain(
            "(EntityNotFoundException)"
        );
    }

    [AwsCliFact]
    public async Task GlueTablesAndPartitions_CreateListDelete_AreDone()
    {
        await cli.RunAsync("glue", "create-database", "--database-input", """{"Name":"cli_parts"}""");
        const string Table =
            """{"Name":"t","PartitionKeys":[{"Name":"day","Type":"date"}],"StorageDescriptor":{"Columns":[{"Name":"n","Type":"int"}],"Location":"s3://cli-results/t/"}}""";
        await cli.RunAsync("glue", "create-table", "--database-name", "cli_parts", "--table-input", Table);
        const string Partitions =
            """[{"Values":["2025-01-01"],"StorageDescriptor":{"Location":"s3://cli-results/t/1/"}},{"Values":["2025-01-02"],"StorageDescriptor":{"Location":"s3://cli-results/t/2/"}}]""";
        await cli.RunAsync(
            "glue",
            "batch-create-partition",
            "--database-name",
            "cli_parts",
            "--table-name",
            "t",
            "--partition-input-list",
            Partitions
        );
        var found = await cli.JsonAsync(
            "glue",
            "get-partitions",
            "--database-name",
            "cli_parts",
            "--table-name",
            "t",
            "--expression",
            "day > '2025-01-01'"
        );
        found["Partitions"]!.AsArray().ShouldHaveSingleItem()!["Values"]![0]!.ToString().ShouldBe("2025-01-02");
        await cli.RunAsync(
            "glue",
            "delete-partition",
            "--database-name",
            "cli_parts",
            "--table-name",
            "t",
            "--partition-values",
            "2025-01-01"
        );
        await cli.RunAsync("glue", "delete-table", "--database-name", "cli_parts", "--name", "t");
        (await cli.JsonAsync("glue", "get-tables", "--database-name", "cli_parts"))["TableList"]!
            .AsArray()
            .ShouldBeEmpty();
    }

    [AwsCliFact]
    public async Task StsGetCallerIdentity_OwnKeys_IsTheAccount() =>
        (await cli.JsonAsync("sts", "get-caller-identity"))["Account"]!.ToString().ShouldBe("000000000000");

    [AwsCliFact]
    public async Task StsAssumeRole_Role_GivesASession()
    {
        var session = await cli.JsonAsync(
            "sts",
            "assume-role",
            "--role-arn",
            "arn:aws:iam::000000000000:role/reader",
            "--role-session-name",
            "cli"
        );
        session["Credentials"]!["SessionToken"]!.ToString().ShouldNotBeEmpty();
        session["AssumedRoleUser"]!["Arn"]!.ToString().ShouldBe("arn:aws:sts::000000000000:assumed-role/reader/cli");
    }

    private async Task<string> Run(string sql)
    {
        Directory.CreateDirectory(Path.Combine(cli.Lake, "cli-results"));
        var started = await cli.JsonAsync(
            "athena",
            "start-query-execution",
            "--query-string",
            sql,
            "--result-configuration",
            "OutputLocation=" + Output
        );
        var id = started["QueryExecutionId"]!.ToString();
        // The CLI has no waiter for queries; what it would poll is asked of the server itself.
        await cli.EndedAsync(id);
        (await cli.JsonAsync("athena", "get-query-execution", "--query-execution-id", id))["QueryExecution"]![
            "Status"
        ]!["State"]!
            .ToString()
            .ShouldBe("SUCCEEDED");
        return id;
    }
}
