using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Naming;

namespace CommerceAnalytics.Functions.Tests.Timers;

/// <summary>Every night has exactly one full run, whatever became of its timer.</summary>
public class GeneratedNightsTests
{
    private const int Days = 400;

    [Theory]
    [InlineData("UTC", "0 0 0 * * *")]
    [InlineData("America/New_York", "0 0 4 * * *")]
    [InlineData("America/Los_Angeles", "0 0 8 * * *")]
    [InlineData("America/St_Johns", "0 30 3 * * *")]
    [InlineData("America/Sao_Paulo", "59 59 2 * * *")]
    [InlineData("Europe/London", "0 0 0 * * *")]
    [InlineData("Europe/Berlin", "0 0 23 * * *")]
    [InlineData("Asia/Kolkata", "0 30 18 * * *")]
    [InlineData("Asia/Seoul", "0 0 15 * * *")]
    [InlineData("Australia/Lord_Howe", "1 0 13 * * *")]
    [InlineData("Pacific/Chatham", "0 15 11 * * *")]
    [InlineData("Pacific/Kiritimati", "0 0 4 * * *")]
    public async Task Nights_Generated_EachHasExactlyOneFullRun(string zone, string schedule)
    {
        var nights = new GeneratedNights(zone, schedule, seed: zone.Length);

        await nights.LiveThroughAsync(Days);

        var runs = nights
            .Hub.Instances.Values.Where(run => run.Id.StartsWith(RunIds.Prefix, StringComparison.Ordinal))
            .ToList();
        runs.Select(run => run.Id).ShouldBe(nights.Due.Select(date => RunIds.For(date)), ignoreOrder: true);
        runs.ShouldAllBe(run => Json.Converter.Deserialize<RunInput>(run.Input)!.Tables().Count() == 14);
        nights.FailedFirings.ShouldBeGreaterThan(5, "storage failed for longer than a firing tries");
        nights.Late.Count.ShouldBeGreaterThan(5);
        nights.Late.ShouldAllBe(date => nights.Hub.Instances.ContainsKey($"alert-night-{date:yyyy-MM-dd}-missed"));
        nights.Firings.ShouldBeGreaterThan(20_000 / 12);
    }
}
