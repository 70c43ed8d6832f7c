using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;
using Moq;
using Column = CommerceAnalytics.Summaries.Column;

namespace CommerceAnalytics.Aws.Tests.Glue;

public sealed partial class GlueTableCatalogTests
{
    private static readonly Publication Publication = new(
        "log_db",
        "shop_commerce_hourly_traffic_summary",
        "s3://results/commerce-summary/pipeline/tables/shop_commerce_hourly_traffic/2025-10-28/run-1/",
        [new Column("service_name", "string"), new Column("hour", "int")],
        new Dictionary<string, string> { ["calculation_date"] = "2025-10-28" }
    );

    private static readonly CatalogTable Read = new(
        "log_db",
        Publication.Table,
        "s3://results/old/",
        [],
        [],
        new Dictionary<string, string>()
    )
    {
        VersionId = "7",
    };

    private readonly Mock<IAmazonGlue> _glue = new(MockBehavior.Strict);
    private readonly GlueTableCatalog _catalog;

    public GlueTableCatalogTests() => _catalog = new GlueTableCatalog(_glue.Object);

    [Fact]
    public async Task Publish_TableIsThere_IsOneUpdateOfWhatWasRead()
    {
        UpdateTableRequest? sent = null;
        _glue
            .Setup(g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()))
            .Callback((UpdateTableRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new UpdateTableResponse());

        await _catalog.PublishAsync(Publication, Read, CancellationToken.None);

        _glue.Verify(
            g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()),
            Times.Once
        );
        sent!.DatabaseName.ShouldBe("log_db");
        sent.SkipArchive.ShouldBe(true);
        sent.VersionId.ShouldBe("7");
        ShouldShow(sent.TableInput);
    }

    [Fact]
    public async Task EnsureExtract_TableOfAnEarlierProgram_IsUpdatedAtTheVersionThatWasRead()
    {
        UpdateTableRequest? sent = null;
        CreateThrows(new AlreadyExistsException("Table already exists."));
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetTableResponse
                {
                    Table = new Table
                    {
                        Name = "pipeline_events",
                        VersionId = "5",
                        StorageDescriptor = new StorageDescriptor { Columns = [] },
                    },
                }
            );
        _glue
            .Setup(g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()))
            .Callback((UpdateTableRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new UpdateTableResponse());

        await new GlueExtractCatalog(
            _glue.Object,
            Options.Create(new CommerceSettings { ResultsBucket = "results" })
        ).EnsureTableAsync(ExtractTable.Columns(Summaries.SummarySet.Of(new())), CancellationToken.None);

        sent!.VersionId.ShouldBe("5");
    }

    [Fact]
    public async Task Publish_FirstTime_CreatesTheTable()
    {
        CreateTableRequest? sent = null;
        _glue
            .Setup(g => g.CreateTableAsync(It.IsAny<CreateTableRequest>(), It.IsAny<CancellationToken>()))
            .Callback((CreateTableRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new CreateTableResponse());

        await _catalog.PublishAsync(Publication, over: null, CancellationToken.None);

        ShouldShow(sent!.TableInput);
    }

    [Fact]
    public async Task Publish_CreatedChangedOrRemovedMeanwhile_IsTriedAgainFromWhatIsThereThen()
    {
        CreateThrows(new AlreadyExistsException("Table already exists."));
        (
            await FailureAsync(() => _catalog.PublishAsync(Publication, over: null, CancellationToken.None))
        ).Retry.ShouldBe(RetryAdvice.AfterWaiting);

        UpdateThrows(new ConcurrentModificationException("Update table failed due to concurrent modifications."));
        (await FailureAsync(() => _catalog.PublishAsync(Publication, Read, CancellationToken.None))).Retry.ShouldBe(
            RetryAdvice.AfterWaiting
        );

        UpdateThrows(new EntityNotFoundException("Entity Not Found"));
        (await FailureAsync(() => _catalog.PublishAsync(Publication, Read, CancellationToken.None))).Retry.ShouldBe(
            RetryAdvice.AfterWaiting
        );
    }

    [Fact]
    public async Task Publish_NoDatabase_SaysSo()
    {
        CreateThrows(new EntityNotFoundException("Database log_db not found."));

        (
            await FailureAsync(() => _catalog.PublishAsync(Publication, over: null, CancellationToken.None))
        ).Code.ShouldBe("DatabaseNotFound");
    }

    [Fact]
    public async Task Find_Missing_IsNull()
    {
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new EntityNotFoundException("Entity Not Found"));

        (await _catalog.FindAsync("log_db", "t", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_View_HasNoLocation()
    {
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetTableResponse
                {
                    Table = new Table
                    {
                        Name = "v",
                        TableType = "VIRTUAL_VIEW",
                        StorageDescriptor = new StorageDescriptor
                        {
                            Location = "",
                            Columns = [new() { Name = "Body", Type = "string" }],
                        },
                    },
                }
            );

        var table = (await _catalog.FindAsync("log_db", "v", CancellationToken.None)).ShouldNotBeNull();

        table.Location.ShouldBeNull();
        table.Columns.ShouldBe([new Column("body", "string")]);
        table.PartitionKeys.ShouldBeEmpty();
        table.Parameters.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ThreePages_GivesAllTables()
    {
        _glue
            .Setup(g =>
                g.GetTablesAsync(
                    It.Is<GetTablesRequest>(r => r.Expression == "pipeline_staging_.*"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(
                (GetTablesRequest request, CancellationToken _) =>
                    request.NextToken switch
                    {
                        null => Page("a", "2"),
                        "2" => Page("b", "3"),
                        _ => Page("c", null),
                    }
            );

        (await _catalog.ListAsync("log_db", "pipeline_staging_.*", CancellationToken.None))
            .Select(table => table.Name)
            .ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DatabaseExists_EitherWay_IsTold(bool there)
    {
        var setup = _glue.Setup(g =>
            g.GetDatabaseAsync(It.Is<GetDatabaseRequest>(r => r.Name == "log_db"), It.IsAny<CancellationToken>())
        );
        if (there)
            setup.ReturnsAsync(new GetDatabaseResponse { Database = new Database { Name = "log_db" } });
        else
            setup.ThrowsAsync(new EntityNotFoundException("Database log_db not found."));

        (await _catalog.DatabaseExistsAsync("log_db", CancellationToken.None)).ShouldBe(there);
    }

    [Fact]
    public async Task Delete_SomeMissing_RemovesTheOthersAHundredAtATime()
    {
        var batches = new List<int>();
        _glue
            .Setup(g => g.BatchDeleteTableAsync(It.IsAny<BatchDeleteTableRequest>(), It.IsAny<CancellationToken>()))
            .Callback(
                (BatchDeleteTableRequest request, CancellationToken _) => batches.Add(request.TablesToDelete.Count)
            )
            .ReturnsAsync(new BatchDeleteTableResponse { Errors = [Error("t0", "EntityNotFoundException")] });

        await _catalog.DeleteAsync(
            "log_db",
            [.. Enumerable.Range(0, 250).Select(n => $"t{n}")],
            CancellationToken.None
        );
        await _catalog.DeleteAsync("log_db", [], CancellationToken.None);

        batches.ShouldBe([100, 100, 50]);
    }

    [Fact]
    public async Task Delete_OneIsRefused_SaysWhich()
    {
        _glue
            .Setup(g => g.BatchDeleteTableAsync(It.IsAny<BatchDeleteTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new BatchDeleteTableResponse
                {
                    Errors = [Error("a", "EntityNotFoundException"), Error("b", "ResourceNotReadyException")],
                }
            );

        var failure = (
            await Should.ThrowAsync<FailureException>(() =>
                _catalog.DeleteAsync("log_db", ["a", "b"], CancellationToken.None)
            )
        ).Failure;

        failure.Message.ShouldStartWith("Remove table log_db.b from the catalog: no.");
    }

    [Fact]
    public async Task LastSeen_ListedBefore_IsNotReadAgainUntilItIsPublished()
    {
        _glue
            .Setup(g => g.GetTablesAsync(It.IsAny<GetTablesRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetTablesResponse
                {
                    TableList = [new Table { Name = Publication.Table, VersionId = "7" }, new Table { Name = "view" }],
                }
            );
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                (GetTableRequest request, CancellationToken _) =>
                    new GetTableResponse
                    {
                        Table = new Table { Name = request.Name, VersionId = "8" },
                    }
            );
        _glue
            .Setup(g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ConcurrentModificationException("Update table failed"));
        await _catalog.ListAsync(Publication.Database, ".*", CancellationToken.None);

        var seen = await _catalog.LastSeenAsync(Publication.Database, Publication.Table, CancellationToken.None);
        seen!.VersionId.ShouldBe("7");
        (await _catalog.LastSeenAsync(Publication.Database, "view", CancellationToken.None))!.VersionId.ShouldBe(
            "8",
            "what has no version is not compared, and so not kept"
        );
        await Should.ThrowAsync<FailureException>(() =>
            _catalog.PublishAsync(Publication, seen, CancellationToken.None)
        );
        (
            await _catalog.LastSeenAsync(Publication.Database, Publication.Table, CancellationToken.None)
        )!.VersionId.ShouldBe("8");
    }

    [Fact]
    public async Task LastSeen_AListingOfSuchNamesHadNone_IsNoneUntilCreatingItIsRefused()
    {
        _glue
            .Setup(g => g.GetTablesAsync(It.IsAny<GetTablesRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetTablesResponse { TableList = [] });
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                (GetTableRequest request, CancellationToken _) =>
                    new GetTableResponse
                    {
                        Table = new Table { Name = request.Name, VersionId = "1" },
                    }
            );
        CreateThrows(new AlreadyExistsException("Table already exists."));
        await _catalog.ListAsync(Publication.Database, Publication.Table, CancellationToken.None);

        (await _catalog.LastSeenAsync(Publication.Database, Publication.Table, CancellationToken.None)).ShouldBeNull();
        (
            await _catalog.LastSeenAsync(Publication.Database, $"{Publication.Table}_2", CancellationToken.None)
        )!.VersionId.ShouldBe("1", "no listing would have shown it");
        (await _catalog.LastSeenAsync("other", Publication.Table, CancellationToken.None))!.VersionId.ShouldBe("1");
        (
            await FailureAsync(() => _catalog.PublishAsync(Publication, over: null, CancellationToken.None))
        ).Retry.ShouldBe(RetryAdvice.AfterWaiting);
        (
            await _catalog.LastSeenAsync(Publication.Database, Publication.Table, CancellationToken.None)
        )!.VersionId.ShouldBe("1");
        await _catalog.ListAsync(Publication.Database, ".*", CancellationToken.None);
        (await _catalog.LastSeenAsync(Publication.Database, Publication.Table, CancellationToken.None)).ShouldBeNull();
    }
}
