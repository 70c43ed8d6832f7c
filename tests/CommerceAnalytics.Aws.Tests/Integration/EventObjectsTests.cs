using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.S3;
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
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AreWrittenSince_AnObjectOfADay_IsSeenOnThatDayFromItsSecondOn()
    {
        await using var adapter = aws.Adapter();
        var log = adapter.GetRequiredService<IEventObjects>();
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
        var settings = adapter.GetRequiredService<IOptions<CommerceSettings>>().Value;
        var glue = adapter.GetRequiredService<IAmazonGlue>();
        await glue.CreateDatabaseAsync(new() { DatabaseInput = new() { Name = settings.EventsDatabase } }, None);
        var table = new TableInput
        {
            Name = settings.EventsTable,
            TableType = "EXTERNAL_TABLE",
            StorageDescriptor = new() { Location = $"s3://{Bucket}/logs/", Columns = [Text("body")] },
            PartitionKeys = [Text("year"), Text("month"), Text("day"), Text("hour")],
        };
        await glue.CreateTableAsync(new() { DatabaseName = settings.EventsDatabase, TableInput = table }, None);
        foreach (var day in new[] { "24", "25" })
            await glue.CreatePartitionAsync(
                new()
                {
                    DatabaseName = settings.EventsDatabase,
                    TableName = settings.EventsTable,
                    PartitionInput = new()
                    {
                        Values = ["2025", "10", day, "03"],
                        StorageDescriptor = new()
                        {
                            Location = $"s3://{Bucket}/logs/year=2025/month=10/day={day}/hour=03/",
                            Columns = [Text("body")],
                        },
                    },
                },
                None
            );
    }

    private static Column Text(string name) => new() { Name = name, Type = "string" };
}
