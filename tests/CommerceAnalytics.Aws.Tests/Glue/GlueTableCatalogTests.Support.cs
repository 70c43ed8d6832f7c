using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Glue;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Glue;

/// <summary>Answers of Glue, and what is held against them.</summary>
public sealed partial class GlueTableCatalogTests
{
    private static TableError Error(string table, string code) =>
        new()
        {
            TableName = table,
            ErrorDetail = new ErrorDetail { ErrorCode = code, ErrorMessage = "no" },
        };

    [Fact]
    public async Task EnsureJsonTable_ThereAlready_IsLeftAlone()
    {
        CreateThrows(new AlreadyExistsException("Table already exists."));
        var asItIs = GlueTables.JsonLines(Publication);
        _glue
            .Setup(g => g.GetTableAsync(It.IsAny<GetTableRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetTableResponse
                {
                    Table = new Table { Name = asItIs.Name, StorageDescriptor = asItIs.StorageDescriptor },
                }
            );

        await _catalog.EnsureJsonTableAsync(Publication, CancellationToken.None);

        _glue.Verify(
            g =>
                g.CreateTableAsync(
                    It.Is<CreateTableRequest>(r =>
                        r.TableInput.StorageDescriptor.SerdeInfo.SerializationLibrary
                        == "org.openx.data.jsonserde.JsonSerDe"
                    ),
                    It.IsAny<CancellationToken>()
                ),
            Times.Once
        );
        _glue.Verify(
            g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()),
            Times.Never
        );
    }

    private static void ShouldShow(TableInput input)
    {
        input.Name.ShouldBe(Publication.Table);
        input.TableType.ShouldBe("EXTERNAL_TABLE");
        input.PartitionKeys.ShouldBeEmpty();
        input.Parameters.ShouldBe(
            new Dictionary<string, string>
            {
                ["calculation_date"] = "2025-10-28",
                ["EXTERNAL"] = "TRUE",
                ["classification"] = "parquet",
            },
            ignoreOrder: true
        );
        input.StorageDescriptor.Location.ShouldBe(Publication.Location);
        input
            .StorageDescriptor.Columns.Select(column => (column.Name, column.Type))
            .ShouldBe([("service_name", "string"), ("hour", "int")]);
        input.StorageDescriptor.SerdeInfo.SerializationLibrary.ShouldBe(
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
        );
    }

    private static GetTablesResponse Page(string table, string? next) =>
        new() { TableList = [new Table { Name = table }], NextToken = next };

    private static async Task<Failure> FailureAsync(Func<Task> call) =>
        (await Should.ThrowAsync<FailureException>(call)).Failure;

    private void UpdateThrows(Exception thrown) =>
        _glue
            .Setup(g => g.UpdateTableAsync(It.IsAny<UpdateTableRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(thrown);

    private void CreateThrows(Exception thrown) =>
        _glue
            .Setup(g => g.CreateTableAsync(It.IsAny<CreateTableRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(thrown);
}
