using System.Diagnostics;
using Xunit.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>
/// The policy of deploy/aws has what runs need and nothing else: without any part of it a run is refused something, and says what is missing. It
/// fails for all but two: old versions that cannot be deleted are a warning of the report, queries that cannot be stopped one of the log.
/// </summary>
public sealed class LeastPrivilegeTests(PipelineLake lake, ITestOutputHelper output) : IClassFixture<PipelineLake>
{
    // Asked alone, and only about a query that Athena no longer finds with the others.
    private const string OnlyAfterALoss = "athena:GetQueryExecution";

    [Fact]
    public async Task Runs_WithTheShippedPolicy_AreRefusedNothing()
    {
        lake.Allow(lake.Role.Policies[0]);

        foreach (var text in await NightsAsync("shop-0"))
            Refusal(text).ShouldBeNull(text);
    }

    [Fact]
    public async Task Runs_WithoutAnyPartOfThePolicy_FailAndNameIt()
    {
        var spare = new List<string>();
        foreach (var (i, cut) in PolicyCut.Of(lake.Role.Policies[0]).Where(c => c.Missing != OnlyAfterALoss).Index())
        {
            var watch = Stopwatch.StartNew();
            lake.Allow(cut.Policy);
            var texts = await NightsAsync($"shop-{i + 1}");
            output.WriteLine($"{cut.Statement} without {cut.Missing}: {texts.Count} runs, {watch.ElapsedMilliseconds} ms");
            if (!cut.Actions.Any(action => texts[^1].Contains(action, StringComparison.Ordinal)) || Refusal(texts[^1]) is null)
                spare.Add($"{cut.Statement} without {cut.Missing}:\n{texts[^1]}");
        }

        spare.ShouldBeEmpty();
    }

    /// <summary>First night, steady night, rerun, cancel: up to the first run that was refused anything.</summary>
    private async Task<List<string>> NightsAsync(string service)
    {
        List<string> texts = [];
        foreach (var (day, cancel) in new[] { (10, false), (11, false), (11, false), (12, true) })
        {
            texts.Add(await lake.RunAsync(service, new DateOnly(2025, 11, day), cancel));
            if (Refusal(texts[^1]) is not null)
                break;
        }

        return texts;
    }

    private static string? Refusal(string text) =>
        Array.Find(["not authorized to perform", "AccessDenied", "ermission denied", "Access denied"], word => text.Contains(word, StringComparison.Ordinal));
}
