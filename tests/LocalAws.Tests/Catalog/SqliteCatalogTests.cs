using LocalAws.Catalog;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Catalog;

public sealed class SqliteCatalogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("catalog");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));
    private SqliteCatalog _catalog;

    public SqliteCatalogTests() => _catalog = Open();

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Open_NewFile_HasDatabaseDefault() => _catalog.Databases().Select(d => d.Name).ShouldBe(["default"]);

    [Fact]
    public void Reopen_AfterChanges_HasThemAll()
    {
        _catalog.CreateDatabase(new("log_db"));
        _catalog.CreateTable(Table("logall"));
        _catalog.ChangePartitions("log_db", "logall", [Partition("2025", "10"), Partition("2025", "11")], []);
        _catalog.ChangePartitions(
            "log_db",
            "logall",
            [],
            [
                ["2025", "10"],
            ]
        );
        _catalog.Dispose();

        _catalog = Open();

        _catalog.Databases().Select(d => d.Name).ShouldBe(["default", "log_db"]);
        var table = _catalog.FindTable("log_db", "logall").ShouldNotBeNull();
        table.Columns.ShouldBe([new CatalogColumn("body", "string")]);
        table.Storage.SerdeParameters["ignore.malformed.json"].ShouldBe("true");
        _catalog.Partitions("log_db", "logall").ShouldHaveSingleItem().Values.ShouldBe(["2025", "11"]);
    }

    [Fact]
    public void FindPartitions_SomeOfMany_GivesThoseThatAreThere()
    {
        _catalog.CreateDatabase(new("log_db"));
        _catalog.CreateTable(Table("t"));
        _catalog.CreateTable(Table("other"));
        string[][] all =
        [
            ["2025", "10"],
            ["2025", "é \"quoted\""],
            ["2025", "[1, 2]"],
        ];
        _catalog.ChangePartitions("log_db", "t", [.. all.Select(Partition)], []);
        _catalog.ChangePartitions("log_db", "other", [Partition("2026", "01")], []);

        _catalog.PartitionValues("log_db", "t").ShouldBe(all, ignoreOrder: true);
        Found(all[1], all[2], ["2025", "11"], ["2026", "01"]).ShouldBe([all[1], all[2]], ignoreOrder: true);
        Found().ShouldBeEmpty();
        ((ICatalog)_catalog).FindPartition("log_db", "t", all[1]).ShouldNotBeNull().Values.ShouldBe(all[1]);
        ((ICatalog)_catalog).FindPartition("log_db", "t", ["2026", "01"]).ShouldBeNull();

        IEnumerable<IReadOnlyList<string>> Found(params string[][] values) =>
            _catalog.FindPartitions("log_db", "t", values).Select(partition => partition.Values);
    }

    [Fact]
    public void UpdateTable_Existing_KeepsCreateTime()
    {
        _catalog.CreateDatabase(new("log_db"));
        _catalog.CreateTable(Table("t"));
        _time.Advance(TimeSpan.FromHours(1));

        _catalog.UpdateTable(Table("t") with { Columns = [new("a", "int")] });

        var table = _catalog.FindTable("log_db", "t").ShouldNotBeNull();
        table.Columns.ShouldBe([new CatalogColumn("a", "int")]);
        (table.UpdateTime - table.CreateTime).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void DeleteDatabase_WithTables_TakesThemAlong()
    {
        _catalog.CreateDatabase(new("log_db"));
        _catalog.CreateTable(Table("t"));
        _catalog.ChangePartitions("log_db", "t", [Partition("2025", "10")], []);

        _catalog.DeleteDatabase("log_db");

        _catalog.FindTable("log_db", "t").ShouldBeNull();
        _catalog.Partitions("log_db", "t").ShouldBeEmpty();
    }

    [Fact]
    public void Changes_ThatGlueRefuses_ThrowGluesCodes()
    {
        _catalog.CreateDatabase(new("log_db"));
        _catalog.CreateTable(Table("t"));

        Code(() => _catalog.CreateDatabase(new("log_db"))).ShouldBe("AlreadyExistsException");
        Code(() => _catalog.CreateTable(Table("t"))).ShouldBe("AlreadyExistsException");
        Code(() => _catalog.CreateTable(Table("t") with { Database = "nope" })).ShouldBe("EntityNotFoundException");
        Code(() => _catalog.UpdateTable(Table("other"))).ShouldBe("EntityNotFoundException");
        Code(() => _catalog.DeleteTable("log_db", "other")).ShouldBe("EntityNotFoundException");
        Code(() => _catalog.DeleteDatabase("nope")).ShouldBe("EntityNotFoundException");
        Code(() => _catalog.Tables("nope")).ShouldBe("EntityNotFoundException");
        Code(() => _catalog.ChangePartitions("log_db", "other", [], [])).ShouldBe("EntityNotFoundException");
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

    private SqliteCatalog Open() => new(Path.Combine(_folder.FullName, "catalog.db"), _time);
}
