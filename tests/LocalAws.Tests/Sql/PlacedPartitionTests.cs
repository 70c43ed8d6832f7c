using LocalAws.Catalog;
using LocalAws.Sql;
using LocalAws.Sql.Access;

namespace LocalAws.Tests.Sql;

/// <summary>
/// Partitions of the catalog that lie outside their table's location, each with the columns that it was written with.
/// </summary>
public sealed class PlacedPartitionTests : IDisposable
{
    private const string Ddl =
        "CREATE EXTERNAL TABLE nights (item string, amount bigint, seller string) "
        + "PARTITIONED BY (service string, night string) STORED AS PARQUET LOCATION 's3://results/history/nights/'";

    private readonly Lake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Select_PartitionsOfOtherColumns_AreReadByName()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, CAST(3 AS bigint) AS amount");
        await PlaceAsync(
            "a",
            "2025-10-28",
            "SELECT 'm' AS seller, 'old' AS gone, CAST(4 AS bigint) AS amount, 'ink' AS item"
        );

        (await _lake.RowsAsync("SELECT night, item, amount, seller, service FROM nights ORDER BY night")).ShouldBe([
            "2025-10-27|pen|3|∅|a",
            "2025-10-28|ink|4|m|a",
        ]);
    }

    [Fact]
    public async Task Select_ConditionOnKeys_ReadsAndDemandsThoseFoldersAlone()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, CAST(3 AS bigint) AS amount");
        await PlaceAsync("b", "2025-10-27", "SELECT 'ink' AS item, CAST(4 AS bigint) AS amount");
        List<StorageAccess> demands = [];

        var result = await _lake.Engine.ExecuteAsync(
            new StatementRequest(
                "q",
                "SELECT item FROM nights WHERE service = 'b'",
                "log_db",
                "s3://results/out/",
                Lake.Now
            )
            {
                Demand = access => demands.AddRange(new[] { access }.OfType<StorageAccess>()),
            },
            CancellationToken.None
        );

        result.Rows.ShouldHaveSingleItem().ShouldBe(["ink"]);
        result.PartitionsRead.ShouldBe(["log_db.nights/service=b/night=2025-10-27"]);
        demands
            .Where(demand => demand.Location.Contains("/versions/", StringComparison.Ordinal))
            .ShouldBe([
                new StorageAccess("s3:ListBucket", "s3://results/versions/b-2025-10-27/"),
                new StorageAccess("s3:GetObject", "s3://results/versions/b-2025-10-27/"),
            ]);
    }

    [Fact]
    public async Task Select_ConditionOnKeys_LooksAtNoOtherPartition()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, CAST(3 AS bigint) AS amount");
        await PlaceAsync("b", "2025-10-27", "SELECT 'ink' AS item, CAST(4 AS bigint) AS amount");
        // What points outside every bucket cannot be looked at.
        var partition = _lake.Catalog.FindPartition("log_db", "nights", ["a", "2025-10-27"]).ShouldNotBeNull();
        var astray = partition with { Storage = partition.Storage with { Location = "file:///elsewhere/" } };
        _lake.Catalog.ChangePartitions("log_db", "nights", [astray], []);

        (await _lake.RowsAsync("SELECT item FROM nights WHERE service = 'b'")).ShouldBe(["ink"]);
        await _lake.FailureAsync("SELECT item FROM nights");
    }

    [Fact]
    public async Task Select_PartitionPointedElsewhere_ShowsTheNewFolderAlone()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, CAST(3 AS bigint) AS amount");
        await PlaceAsync("a", "2025-10-27", "SELECT 'ink' AS item, CAST(4 AS bigint) AS amount", folder: "again");
        // What nobody points at lies below the table's own location: it is no partition, and not read.
        await WriteAsync("history/nights/service=a/night=2025-10-26", "SELECT 'stray' AS item");

        (await _lake.RowsAsync("SELECT item, count(*) FROM nights GROUP BY item")).ShouldBe(["ink|1"]);
    }

    [Fact]
    public async Task Select_PartitionRemoved_ShowsNoRowsAndLeavesTheFolder()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, CAST(3 AS bigint) AS amount");

        _lake.Catalog.ChangePartitions(
            "log_db",
            "nights",
            [],
            [
                ["a", "2025-10-27"],
            ]
        );

        (await _lake.RowsAsync("SELECT count(*) FROM nights")).ShouldBe(["0"]);
        Directory.GetFiles(Path.Combine(_lake.Folder, "results", "versions", "a-2025-10-27")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Select_ColumnOfAnotherType_IsRefusedWithTheFileThatHasIt()
    {
        await _lake.RunAsync(Ddl);
        await PlaceAsync("a", "2025-10-27", "SELECT 'pen' AS item, 'three' AS amount");

        (await _lake.FailureAsync("SELECT amount FROM nights")).Message.ShouldStartWith(
            "HIVE_BAD_DATA: Field amount's type BINARY in parquet file s3://results/versions/a-2025-10-27/"
        );
    }

    private async Task PlaceAsync(string service, string night, string select, string? folder = null)
    {
        var place = $"versions/{folder ?? $"{service}-{night}"}";
        var written = await WriteAsync(place, select);
        var partition = new CatalogPartition(
            [service, night],
            written.Storage,
            written.Columns,
            new Dictionary<string, string>(),
            Lake.Now
        );
        _lake.Catalog.ChangePartitions("log_db", "nights", [partition], []);
    }

    private async Task<CatalogTable> WriteAsync(string place, string select)
    {
        await _lake.RunAsync(
            $"CREATE TABLE written WITH (format = 'PARQUET', external_location = 's3://results/{place}/') AS {select}"
        );
        var written = _lake.Catalog.FindTable("log_db", "written")!;
        await _lake.RunAsync("DROP TABLE written");
        return written;
    }
}
