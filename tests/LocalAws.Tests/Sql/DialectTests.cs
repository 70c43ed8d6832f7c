namespace LocalAws.Tests.Sql;

/// <summary>What Trino answers, by its documentation and its source; one engine for all cases.</summary>
public sealed class DialectTests(DialectTests.SharedLake shared) : IClassFixture<DialectTests.SharedLake>
{
    public sealed class SharedLake : IDisposable
    {
        internal Lake Lake { get; } = new();

        public void Dispose() => Lake.Dispose();
    }

    [Theory]
    [MemberData(nameof(DialectCases.Rows), MemberType = typeof(DialectCases))]
    public async Task Execute_DialectCase_GivesTrinosRows(string sql, string expected)
    {
        var rows = await shared.Lake.RowsAsync(sql);

        string.Join('\n', rows).ShouldBe(expected, sql);
    }

    [Theory]
    [MemberData(nameof(DialectCases.Failures), MemberType = typeof(DialectCases))]
    public async Task Execute_WrongStatement_FailsInAthenasWords(string sql, string expected)
    {
        var failure = await shared.Lake.FailureAsync(sql);

        failure.Message.ShouldStartWith(expected);
        failure.Category.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(DialectCases.Types), MemberType = typeof(DialectCases))]
    public async Task Execute_Expression_HasTrinosType(string expression, string expected)
    {
        var rows = await shared.Lake.RowsAsync($"SELECT typeof({expression})");

        rows.ShouldBe([expected]);
    }
}
