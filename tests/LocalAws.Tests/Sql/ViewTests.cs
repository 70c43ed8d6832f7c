using System.Text;

namespace LocalAws.Tests.Sql;

public sealed class ViewTests : IDisposable
{
    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task CreateView_Query_IsKeptAsAthenaKeepsIt()
    {
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS n, 'a' AS s");

        var view = _lake.Catalog.FindTable("log_db", "v")!;
        view.TableType.ShouldBe("VIRTUAL_VIEW");
        view.Parameters["presto_view"].ShouldBe("true");
        view.ViewOriginalText!.ShouldStartWith("/* Presto View: ");
        Encoding
            .UTF8.GetString(Convert.FromBase64String(view.ViewOriginalText![16..^3]))
            .ShouldBe(
                """{"originalSql":"SELECT 1 AS n, 'a' AS s","catalog":"awsdatacatalog","schema":"log_db","columns":[{"name":"n","type":"integer"},{"name":"s","type":"varchar"}]}"""
            );
        view.Columns.Select(c => $"{c.Name} {c.Type}").ShouldBe(["n int", "s string"]);
        (await _lake.RowsAsync("SELECT s, n + 1 FROM v AS x WHERE x.n = 1")).ShouldBe(["a|2"]);
        (await _lake.RowsAsync("SHOW VIEWS")).ShouldBe(["v"]);
        (await _lake.RowsAsync("SHOW CREATE VIEW v")).ShouldBe(["CREATE VIEW log_db.v AS", "SELECT 1 AS n, 'a' AS s"]);
    }

    [Fact]
    public async Task View_UsedElsewhere_SeesItsOwnDatabaseAndNoWithTables()
    {
        await _lake.RunAsync("CREATE DATABASE other");
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 7 AS n");
        await _lake.RunAsync("CREATE VIEW v AS SELECT * FROM t");
        await _lake.RunAsync("CREATE VIEW other.w AS SELECT n AS m FROM v");

        var rows = await _lake.Engine.ExecuteAsync(
            new("id", "WITH t AS (SELECT 8 AS n) SELECT t.n, w.m FROM t, w", "other", null, Lake.Now),
            CancellationToken.None
        );

        rows.Rows.ShouldHaveSingleItem().ShouldBe(["8", "7"]);
    }

    [Fact]
    public async Task CreateView_ThatIsThere_NeedsOrReplace()
    {
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS n");
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 7 AS n");

        (await _lake.FailureAsync("CREATE VIEW v AS SELECT 2 AS n")).Message.ShouldBe(
            "TABLE_ALREADY_EXISTS: line 1:1: View already exists: 'awsdatacatalog.log_db.v'"
        );
        (await _lake.FailureAsync("CREATE OR REPLACE VIEW t AS SELECT 2 AS n")).Message.ShouldStartWith(
            "TABLE_ALREADY_EXISTS"
        );
        await _lake.RunAsync("CREATE OR REPLACE VIEW v AS SELECT 2 AS n");
        (await _lake.RowsAsync("SELECT * FROM v")).ShouldBe(["2"]);
        await _lake.RunAsync("DROP VIEW v");
        (await _lake.FailureAsync("SELECT * FROM v")).Message.ShouldStartWith("TABLE_NOT_FOUND");
        await _lake.RunAsync("DROP VIEW IF EXISTS v");
    }

    [Fact]
    public async Task View_WhoseTablesChanged_SaysSo()
    {
        await _lake.RunAsync("CREATE TABLE t WITH (external_location = 's3://results/t/') AS SELECT 7 AS n");
        await _lake.RunAsync("CREATE VIEW v AS SELECT * FROM t");
        await _lake.RunAsync("ALTER TABLE t ADD COLUMNS (m int)");

        (await _lake.FailureAsync("SELECT * FROM v")).Message.ShouldStartWith(
            "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.log_db.v' is stale or in invalid state"
        );
        await _lake.RunAsync("DROP TABLE t");
        (await _lake.FailureAsync("SELECT * FROM v")).Message.ShouldBe(
            "INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.log_db.v': line 1:15: Table 'awsdatacatalog.log_db.t' does not exist"
        );
    }

    [Fact]
    public async Task CreateOrReplaceView_OfItself_IsRecursive()
    {
        await _lake.RunAsync("CREATE VIEW v AS SELECT 1 AS n");
        await _lake.RunAsync("CREATE OR REPLACE VIEW v AS SELECT * FROM v");

        (await _lake.FailureAsync("SELECT * FROM v")).Message.ShouldContain("recursive view");
    }
}
