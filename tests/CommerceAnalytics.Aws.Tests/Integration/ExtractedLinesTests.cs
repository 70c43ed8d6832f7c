using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>What LocalAws's Glue keeps, with an extracted day, of lines that could not be read.</summary>
public sealed class ExtractedLinesTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SkippedFile File = new("s3://log/day=01/로그.json", 9, 2, 3, "not JSON: '{'");

    private static readonly ExtractedDay Day = new(
        new(2025, 10, 27),
        "shop-a",
        new(2025, 10, 28),
        "f",
        true,
        "s3://commerce-results/commerce-summary/pipeline/events/2025-10-28/run-a-1-1/day=1/"
    );

    [Fact]
    public async Task Publish_ADayWithSkippedLines_KeepsThemUntilItIsReadAnew()
    {
        await using var adapter = aws.Adapter();
        var extracts = adapter.GetRequiredService<IExtractCatalog>();
        var columns = ExtractTable.Columns(SummarySet.Of(new()));
        await extracts.EnsureTableAsync(columns, None);

        await extracts.PublishAsync([Day with { Skipped = new("2025-10-27", 9, 2, [File]) }], columns, None);
        var kept = (await extracts.ListAsync(None)).Single().Skipped!;
        await extracts.PublishAsync([Day], columns, None);
        var anew = (await extracts.ListAsync(None)).Single();

        (kept.Day, kept.Lines, kept.Skipped, kept.Files.Single()).ShouldBe(("2025-10-27", 9L, 2L, File));
        anew.Skipped.ShouldBeNull();
    }

    [Theory]
    [InlineData("?")]
    [InlineData("null")]
    [InlineData("""{"day":"2025-10-27","lines":0,"skipped":0,"files":[]}""")]
    public void Read_WhatWasChangedByHand_CountsAsUnknownAndTheDayAsWhole(string text)
    {
        var input = ExtractPartitions.Input(Day, []);
        var parameters = new Dictionary<string, string>(input.Parameters) { ["commerce.skipped_lines"] = text };
        var partition = new Partition
        {
            Values = input.Values,
            StorageDescriptor = input.StorageDescriptor,
            Parameters = parameters,
        };

        ExtractPartitions.Read(partition).ShouldBe(Day with { QueryMs = 0 });
    }
}
