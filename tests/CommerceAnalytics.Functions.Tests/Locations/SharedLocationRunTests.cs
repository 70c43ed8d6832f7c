using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Locations;

/// <summary>A table of the old pipeline whose location holds all that this one writes.</summary>
public sealed class SharedLocationRunTests
{
    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            AlertWebhookUrl = "https://example.org/hook",
        }
    );

    public SharedLocationRunTests() =>
        _pipeline.Catalog.Tables["old"] = new(
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
        _pipeline.Store.OnWrite = key => throw new InvalidOperationException($"{key} was written");

        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        var report = await _pipeline
            .Services.GetRequiredService<RunReader>()
            .ReadAsync(_pipeline.Hub.Client, id, CancellationToken.None);
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
        _pipeline.Hub.Run(() => _pipeline.Webhook.Told.Count > 0);
        _pipeline.Webhook.Told.ShouldHaveSingleItem();
    }

    [Fact]
    public void Rollback_TableAboveItsPlaces_IsRefusedWithoutWritingAByte()
    {
        _pipeline.Store.OnWrite = key => throw new InvalidOperationException($"{key} was written");

        var id = _pipeline.Start(RunInput.Rollback(_pipeline.Input().Request));
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        _pipeline.Run(id).Error!.ShouldContain("LocationShared");
    }

    [Fact]
    public async Task RemoveLeftovers_TableAboveTheirRecords_IsRefused()
    {
        var refused = await Should.ThrowAsync<FailureException>(() =>
            _pipeline.Services.GetRequiredService<Leftovers>().RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)
        );

        refused.Failure.Code.ShouldBe("LocationShared");
    }
}
