using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.S3;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>Which objects of the log are new, in LocalAws's S3.</summary>
public sealed class EventObjectsTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Bucket = "commerce-results";
    private static readonly DateOnly Day = new(2025, 10, 25);
    private static readonly CommerceSettings Settings = new() { EventsDatabase = "default", ResultsBucket = Bucket };
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AreWrittenSince_AnObjectOfADay_IsSeenOnThatDayFromItsSecondOn()
    {
        await using var adapter = aws.Adapter();
        var log = new S3EventObjects(
            adapter.GetRequiredService<IAmazonGlue>(),
            adapter.GetRequiredService<IAmazonS3>(),
            adapter.GetRequiredService<ITableCatalog>(),
            Options.Create(Settings)
        );
        (await log.AreWrittenSinceAsync([Day], DateTimeOffset.UnixEpoch, None)).ShouldBeFalse("there is no log");
        await CreateLogAsync(adapter);
        var s3 = adapter.GetRequiredService<IAmazonS3>();
        var key = "logs/year=2025/month=10/day=25/hour=03/late.json";
        await s3.PutObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = key,
                ContentBody = "{}",
            },
            None
        );
        var written = (await s3.GetObjectMetadataAsync(Bucket, key, None)).LastModified!.Value.ToUniversalTime();
        var second = new DateTimeOffset(written.AddTicks(-(written.Ticks % TimeSpan.TicksPerSecond)));

        (await log.AreWrittenSinceAsync([Day.AddDays(-1), Day], second.AddMilliseconds(900), None)).ShouldBeTrue();
        (await log.AreWrittenSinceAsync([Day], second.AddSeconds(2), None)).ShouldBeFalse();
        (await log.AreWrittenSinceAsync([Day.AddDays(-1)], second, None)).ShouldBeFalse("another day");
    }

    private static async Task CreateLogAsync(ServiceProvider adapter)
    {
        var glue = adapter.GetRequiredService<IAmazonGlue>();
        var table = new TableInput
        {
            Name = Settings.EventsTable,
            TableType = "EXTERNAL_TABLE",
            StorageDescriptor = Place("logs/"),
            PartitionKeys = [Text("year"), Text("month"), Text("day"), Text("hour")],
        };
        await glue.CreateTableAsync(new() { DatabaseName = Settings.EventsDatabase, TableInput = table }, None);
        var created = await glue.BatchCreatePartitionAsync(
            new()
            {
                DatabaseName = Settings.EventsDatabase,
                TableName = Settings.EventsTable,
                PartitionInputList = [Partition("24"), Partition("25")],
            },
            None
        );
        (created.Errors ?? []).ShouldBeEmpty();
    }

    private static PartitionInput Partition(string day) =>
        new()
        {
            Values = ["2025", "10", day, "03"],
            StorageDescriptor = Place($"logs/year=2025/month=10/day={day}/hour=03/"),
        };

    private static StorageDescriptor Place(string prefix) =>
        new() { Location = $"s3://{Bucket}/{prefix}", Columns = [Text("body")] };

    private static Column Text(string name) => new() { Name = name, Type = "string" };
}
