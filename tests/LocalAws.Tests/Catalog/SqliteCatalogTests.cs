using LocalAws.Catalog;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Catalog;

public sealed class SqliteCatalogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("catalog");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));
    private SqliteCatalog catalog;

    public SqliteCatalogTests() => catalog = Open();

    public void Dispose()
    {
        catalog.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Open_NewFile_HasDatabaseDefault() => catalog.Databases().Select(d => d.Name).ShouldBe(["default"]);

    [Fact]
    public void Reopen_AfterChanges_HasThemAll()
    {
        catalog.CreateDatabase(new("log_db"));
        catalog.CreateTable(Table("logall"));
        catalog.ChangePartitions("log_db", "logall", [Partition("2025", "10"), Partition("2025", "11")], []);
        catalog.ChangePartitions(
            "log_db",
            "logall",
            [],
            [
                ["2025", "10"],
            ]
        );
        catalog.Dispose();

        catalog = Open();

        catalog.Databases().Select(d => d.Name).ShouldBe(["default", "log_db"]);
        var table = catalog.FindTable("log_db", "logall").ShouldNotBeNull();
        table.Columns.ShouldBe([new CatalogColumn("body", "string")]);
        table.Storage.SerdeParameters["ignore.malformed.json"].ShouldBe("true");
        catalog.Partitions("log_db", "logall").ShouldHaveSingleItem().Values.ShouldBe(["2025", "11"]);
    }

    [Fact]
    public void UpdateTable_Existing_KeepsCreateTime()
    {
        catalog.CreateDatabase(new("log_db"));
        catalog.CreateTable(Table("t"));
        time.Advance(TimeSpan.FromHours(1));

        catalog.UpdateTable(Table("t") with { Columns = [new("a", "int")] });

        var table = catalog.FindTable("log_db", "t").ShouldNotBeNull();
        table.Columns.ShouldBe([new CatalogColumn("a", "int")]);
        (table.UpdateTime - table.CreateTime).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void DeleteDatabase_WithTables_TakesThemAlong()
    {
        catalog.CreateDatabase(new("log_db"));
        catalog.CreateTable(Table("t"));
        catalog.ChangePartitions("log_db", "t", [Partition("2025", "10")], []);

        catalog.DeleteDatabase("log_db");

        catalog.FindTable("log_db", "t").ShouldBeNull();
        catalog.Partitions("log_db", "t").ShouldBeEmpty();
    }

    [Fact]
    public void Changes_ThatGlueRefuses_ThrowGluesCodes()
    {
        catalog.CreateDatabase(new("log_db"));
        catalog.CreateTable(Table("t"));

        Code(() => catalog.CreateDatabase(new("log_db"))).ShouldBe("AlreadyExistsException");
        Code(() => catalog.CreateTable(Table("t"))).ShouldBe("AlreadyExistsException");
        Code(() => catalog.CreateTable(Table("t") with { Database = "nope" })).ShouldBe("EntityNotFoundException");
        Code(() => catalog.UpdateTable(Table("other"))).ShouldBe("EntityNotFoundException");
        Code(() => catalog.DeleteTable("log_db", "other")).ShouldBe("EntityNotFoundException");
        Code(() => catalog.DeleteDatabase("nope")).ShouldBe("EntityNotFoundException");
        Code(() => catalog.Tables("nope")).ShouldBe("EntityNotFoundException");
        Code(() => catalog.ChangePartitions("log_db", "other", [], [])).ShouldBe("EntityNotFoundException");
    }

    private static string Code(Action change) => Should.Throw<CatalogException>(change).Code;

    private static CatalogTable Table(string name) =>
        new()
        {
            Database = "log_db",
            Name = name,
            Columns = [new("body", "string")],
            PartitionKeys = [new("year", "string"), new("month", "string")],
            Storage = Storage,
        };

    private static CatalogPartition Partition(params string[] values) =>
        new(values, Storage, [], new Dictionary<string, string>(), DateTimeOffset.UnixEpoch);

    private static CatalogStorage Storage =>
        new(
            "s3://b/t/",
            null,
            null,
            "org.openx.data.jsonserde.JsonSerDe",
            new Dictionary<string, string> { ["ignore.malformed.json"] = "true" }
        );

    private SqliteCatalog Open() => new(Path.Combine(folder.FullName, "catalog.db"), time);
}
