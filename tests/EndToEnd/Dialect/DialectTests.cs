using System.Text.Json;

namespace EndToEnd.Dialect;

/// <summary>
/// What goes to Athena is held to a Trino grammar, and what comes from it to another house's client. Node runs both.
/// </summary>
public sealed class DialectTests(PublishedLake lake) : IClassFixture<PublishedLake>
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    [NodeFact]
    public async Task Grammar_OnStatementsThatAthenaWouldNotTake_FindsEach() =>
        (await NodeProject.Dialect.TestAsync("lint.test.mjs")).ShouldBeGreaterThanOrEqualTo(20);

    [NodeFact]
    public async Task Statements_ThatTheProgramCanSubmit_AreAthenas()
    {
        var submitted = await Statements.SubmittedAsync(lake.Lake);
        Statement[] statements = [.. PlannedStatements.All(), .. submitted, .. Statements.Pasted()];
        await File.WriteAllTextAsync(lake.File("statements.json"), JsonSerializer.Serialize(statements, CamelCase));

        var passed = await NodeProject.Dialect.TestAsync(
            "statements.test.mjs",
            ("COMMERCE_STATEMENTS", lake.File("statements.json"))
        );

        passed.ShouldBe(statements.Length);
        submitted
            .Count(statement => statement.Sql.Contains("CREATE TABLE", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(14);
        submitted.ShouldContain(statement => statement.Grammar == "hive");
        submitted
            .Count(statement => statement.Name.StartsWith("SELECT", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(7);
    }

    [NodeFact]
    public async Task PublishedTables_InAnotherClient_HaveTheColumnsOfTheirPage() =>
        (
            await NodeProject.Dialect.TestAsync(
                "parquet.test.mjs",
                ("COMMERCE_LAKE", lake.Lake),
                ("COMMERCE_REPORT", lake.Report)
            )
        ).ShouldBe(15);
}
