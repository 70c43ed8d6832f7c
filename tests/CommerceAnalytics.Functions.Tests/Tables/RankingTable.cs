using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>The product ranking of a shop, night after night, which the audit holds or not.</summary>
internal sealed class RankingTable(Pipeline pipeline)
{
    public const string Name = "shop_a_commerce_product_ranking_summary";
    public const string Type = "product_ranking";

    /// <summary>Location of the version that readers see.</summary>
    public string? Live => pipeline.Catalog.Tables[Name].Location;

    /// <summary>Locations that history shows.</summary>
    public List<string> Nights =>
        [.. pipeline.History.Nights.Where(night => night.Key.QueryType == Type).Select(night => night.Value.Location)];

    public static TableReport In(RunReport report) => report.AllTables().Single(table => table.Table == Name);

    public static string LocationIn(RunReport report) => In(report).Location!;

    /// <summary>From now on two rows have one key, for which the table is held.</summary>
    public void RepeatKeys() =>
        pipeline.Athena.Built = (_, type) => type == Type ? [("rows_with_key_of_another", "", "2")] : [];

    public RunReport Night(int day)
    {
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        return pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(day)));
    }

    /// <summary>A night that is held, after one that is published.</summary>
    public RunReport HeldNight(int day)
    {
        Night(day - 1);
        RepeatKeys();
        var held = Night(day);
        In(held).Status.ShouldBe(TableStatus.Held);
        return held;
    }

    /// <summary>What becomes of it when Kim wants what a run held to be published.</summary>
    /// <param name="held">The run.</param>
    /// <param name="tables">Tables; none for all that are held.</param>
    public HeldRequest Ask(RunReport held, params string[] tables)
    {
        var services = pipeline.Services.GetRequiredService<HeldTables>();
        var asked = services.FindAsync(pipeline.Hub.Client, held.RunId, tables, "Kim", CancellationToken.None);
        asked.IsCompleted.ShouldBeTrue();
        return asked.GetAwaiter().GetResult();
    }
}
