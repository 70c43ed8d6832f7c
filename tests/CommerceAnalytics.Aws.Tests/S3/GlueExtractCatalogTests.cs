using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;
using Moq;

namespace CommerceAnalytics.Aws.Tests.S3;

public sealed class GlueExtractCatalogTests
{
    private readonly Mock<IAmazonGlue> _glue = new(MockBehavior.Strict);
    private readonly List<BatchDeletePartitionRequest> _sent = [];
    private readonly GlueExtractCatalog _catalog;

    public GlueExtractCatalogTests() =>
        _catalog = new(_glue.Object, Options.Create(new CommerceSettings { ResultsBucket = "results" }));

    [Fact]
    public async Task Remove_SixtyDays_AreRemovedByAtMost25()
    {
        Answer();

        await _catalog.RemoveAsync(Days(60), CancellationToken.None);

        _sent.Select(request => request.PartitionsToDelete.Count).ShouldBe([25, 25, 10]);
        _sent[0].TableName.ShouldBe("pipeline_events");
        _sent[0].PartitionsToDelete[1].Values.ShouldBe(["2025-10-02", "shop-x"]);
    }

    [Fact]
    public async Task Remove_NoDays_AsksNothing()
    {
        await _catalog.RemoveAsync([], CancellationToken.None);

        _sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_DaysThatAreNotThere_ArePassedOver()
    {
        Answer("EntityNotFoundException");

        await _catalog.RemoveAsync(Days(1), CancellationToken.None);

        _sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Remove_DaysThatGlueKeeps_AreAFailure()
    {
        Answer("EntityNotFoundException", "AccessDeniedException");

        (
            await Should.ThrowAsync<FailureException>(() => _catalog.RemoveAsync(Days(2), CancellationToken.None))
        ).Failure.Code.ShouldBe("AccessDenied");
    }

    private void Answer(params string[] errors) =>
        _glue
            .Setup(glue =>
                glue.BatchDeletePartitionAsync(It.IsAny<BatchDeletePartitionRequest>(), It.IsAny<CancellationToken>())
            )
            .Callback((BatchDeletePartitionRequest request, CancellationToken _) => _sent.Add(request))
            .ReturnsAsync(
                new BatchDeletePartitionResponse
                {
                    Errors =
                    [
                        .. errors.Select(code => new PartitionError
                        {
                            ErrorDetail = new ErrorDetail { ErrorCode = code, ErrorMessage = code },
                        }),
                    ],
                }
            );

    private static List<ExtractedDay> Days(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new ExtractedDay(
                    new DateOnly(2025, 10, 1).AddDays(i),
                    "shop-x",
                    new DateOnly(2025, 12, 1),
                    "f",
                    true,
                    "s3://results/x/"
                )),
        ];
}
