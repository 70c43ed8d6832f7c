using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Locations;

/// <summary>A table of the old pipeline whose location holds all that this one writes.</summary>
public sealed class SharedLocationRunTests
{
    private readonly Pipeline pipeline = new(settings =>
        settings with
        {
            AlertWebhookUrl = "https://example.org/hook",
        }
    );

    public SharedLocationRunTests() =>
        pipeline.Catalog.Tables["old"] = new(
            "log_db",
            "old",
            "s3://results/commerce-summary/",
            [new("x", "string")],
            [],
            new Dictionary<string, string>()
        );

    [Fact]
    public async Task Run_TableAboveItsPlaces_IsRefusedAndTellsSoWithoutWritingAByte()
    {
        pipeline.Store.OnWrite = key => throw new InvalidOperationException($"{key} was written");

        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        var report = await pipeline
            .Services.GetRequiredService<RunReader>()
            .ReadAsync(pipeline.Hub.Client, id, CancellationToken.None);
        report!.Status.ShouldBe(ReportStatus.Failed);
        var errors = report
            .Services.SelectMany(service => service.Tables)
            .Select(table => table.Error!)
            .Distinct()
            .ToList();
        errors.ShouldAllBe(error => error.Code == "LocationShared");
        errors[0]
            .Message.ShouldContain(
                "log_db.old lies at s3://results/commerce-summary/ and the pipeline writes in s3://results/commerce-summary/pipeline/"
            );
        pipeline.Hub.Run(() => pipeline.Webhook.Told.Count > 0);
        pipeline.Webhook.Told.ShouldHaveSingleItem();
    }

    [Fact]
    public void Rollback_TableAboveItsPlaces_IsRefusedWithoutWritingAByte()
    {
        pipeline.Store.OnWrite = key => throw new InvalidOperationException($"{key} was written");

        var id = pipeline.Start(RunInput.Rollback(pipeline.Input().Request));
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        pipeline.Run(id).Error!.ShouldContain("LocationShared");
    }

    [Fact]
    public async Task RemoveLeftovers_TableAboveTheirRecords_IsRefused()
    {
        var refused = await Should.ThrowAsync<FailureException>(() =>
            pipeline.Services.GetRequiredService<Leftovers>().RemoveAsync(pipeline.Hub.Client, CancellationToken.None)
        );

        refused.Failure.Code.ShouldBe("LocationShared");
    }
}
