namespace LocalAws.Tests.Sql;

/// <summary>AthenaError.ErrorType, by the descriptions of Athena's error catalogue.</summary>
public sealed class ErrorTypeTests(DialectTests.SharedLake shared) : IClassFixture<DialectTests.SharedLake>
{
    [Theory]
    [InlineData("SELECT 1 FROM nowhere", 1301)] // General entity not found
    [InlineData("SELECT 1 FROM nodb.t", 1301)] // General entity not found
    [InlineData("SELECT nosuch(1)", 1303)] // Provided function or function implementation not found
    [InlineData("SELECT ARRAY[1][3]", 1106)] // Invalid function argument provided
    [InlineData("SELECT regexp_like('a', '(?=a)')", 1200)] // Query not supported
    [InlineData("SELECT 1 / 0", 1001)] // Data error
    [InlineData("SELECT CAST('x' AS integer)", 1100)]
    [InlineData("SELECT '10' = 10", 1002)]
    [InlineData("CREATE DATABASE log_db", 1003)] // DDL task failed
    [InlineData("CREATE TABLE t WITH (write_compression = 'PEARLS') AS SELECT 1 AS x", 1103)] // Invalid table property provided
    [InlineData("SELECT x FROM (VALUES 1) AS t (n)", 1006)] // Syntax error
    public async Task Execute_StatementOfTheUsersFault_HasTheTypeOfItsDescription(string sql, int type)
    {
        var failure = await shared.Lake.FailureAsync(sql);

        (failure.Category, failure.ErrorType, failure.Retryable).ShouldBe((2, type, false));
    }
}
