using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>One summary table, built by as many runs as a test likes, and what comes after building.</summary>
internal sealed class BuiltTables(Pipeline pipeline)
{
    public const string Table = "shop_a_commerce_hourly_traffic_summary";

    /// <summary>A version whose query has ended: recorded, written, with its staging table in the catalog.</summary>
    public PublishInput Build(string runId, DateOnly date, int minutes = 0, bool force = false)
    {
        var scope = new RunScope(runId, $"{runId}-0a1b2c3d", date, force, pipeline.Settings, EventsTableFit.Documented);
        var input = new PublishInput(
            scope,
            "shop-a",
            "hourly_traffic",
            1,
            24,
            pipeline.Time.GetUtcNow().AddMinutes(minutes),
            1000
        );
        pipeline
            .Services.GetServices<IStatements>()
            .OfType<TableStatements>()
            .Single()
            .StartAsync(new(scope, TableStatements.Of("shop-a", "hourly_traffic"), 1), CancellationToken.None)
            .IsCompleted.ShouldBeTrue();
        pipeline.Store.Write(Location(input), "data");
        return input;
    }

    public Task<Outcome<PublishResult>> PublishAsync(PublishInput input) =>
        pipeline.New<PublishTableActivity>().RunAsync(input, CancellationToken.None);

    public Task<Outcome<Done>> PruneAsync(PublishInput input, bool isPublished = true) =>
        pipeline
            .New<PruneServiceActivity>()
            .RunAsync(
                new(input.Run, input.ServiceName, [new(input.QueryType, input.Attempt, isPublished)]),
                CancellationToken.None
            );

    public async Task PublishAndPruneAsync(PublishInput input)
    {
        (await PublishAsync(input)).ShouldBe(new Outcome<PublishResult>(new()));
        (await PruneAsync(input)).ShouldBe(new Outcome<Done>(new()));
    }

    public static string Location(PublishInput input) =>
        input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt).Location;
}
