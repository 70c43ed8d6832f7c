using DuckDB.NET.Data;
using LocalAws.Sql.Execution;

namespace LocalAws.Tests.Sql;

public sealed class InterruptionTests
{
    private const string Endless =
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3";

    [Fact]
    public async Task Cancelled_BeforeTheStatementBegins_BreaksItOffAllTheSame()
    {
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        using var cancellation = new CancellationTokenSource();
        using var stop = new Interruption(duckDb, cancellation.Token);
        await cancellation.CancelAsync();

        // A first statement takes the interrupt that is there already, whether it minds it or not.
        Run(duckDb, "SELECT 1");

        Run(duckDb, Endless).ShouldBeFalse();
    }

    [Fact]
    public async Task Disposed_Connection_RunsOn()
    {
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        using var cancellation = new CancellationTokenSource();
        var stop = new Interruption(duckDb, cancellation.Token);
        await cancellation.CancelAsync();
        stop.Dispose();

        Run(duckDb, "SELECT 1");

        Run(duckDb, "SELECT count(*) FROM range(1000000)").ShouldBeTrue();
    }

    /// <summary>Whether the statement ran to its end.</summary>
    private static bool Run(DuckDBConnection duckDb, string sql)
    {
        using var command = duckDb.CreateCommand();
        command.CommandText = sql;
        try
        {
            command.ExecuteScalar();
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or DuckDBException)
        {
            return false;
        }
    }
}
