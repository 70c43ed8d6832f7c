using LocalAws.Catalog;
using LocalAws.Glue;

namespace LocalAws.Tests.Glue;

public sealed class PartitionBatchTests : IDisposable
{
    private static readonly CatalogStorage Storage = new(null, null, null, null, new Dictionary<string, string>());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batch");
    private readonly SqliteCatalog _catalog;

    public PartitionBatchTests()
    {
        _catalog = new(Path.Combine(_folder.FullName, "catalog.db"), TimeProvider.System);
        _catalog.CreateTable(
            new()
            {
                Database = "default",
                Name = "t",
                Columns = [],
                PartitionKeys = [new("p", "string")],
                Storage = Storage,
            }
        );
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Create_OfOnePartitionByTwoAtOnce_IsRefusedToTheSecond()
    {
        var (first, second) = (Open(), Open());
        first.Create(Partition("first"));
        second.Create(Partition("second"));

        first.Commit();
        second.Commit();

        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldHaveSingleItem().Detail.ErrorCode.ShouldBe("AlreadyExistsException");
        _catalog.Partitions("default", "t").ShouldHaveSingleItem().Parameters["by"].ShouldBe("first");
    }

    private PartitionBatch Open() => PartitionBatch.Open(_catalog, "default", "t");

    private static CatalogPartition Partition(string by) =>
        new(["1"], Storage, [], new Dictionary<string, string> { ["by"] = by }, DateTimeOffset.UnixEpoch);
}
