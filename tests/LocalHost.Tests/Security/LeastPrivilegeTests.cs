using System.Diagnostics;
using CommerceAnalytics.Reports;
using Xunit.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>
/// The policy of deploy/aws has what runs need and nothing else: without any part of it a step of the set is refused
/// something, and says what is missing, with advice. It fails for all but what only serves stopping: a run that is
/// cancelled ends as cancelled, and warns of the queries that go on.
/// </summary>
public sealed class LeastPrivilegeTests(PipelineLake lake, ITestOutputHelper output) : IClassFixture<PipelineLake>
{
    private static readonly string[] OfExtractAlone = ["KeepExtract", "ReadExtractedPartitions", "KeepQueryResults"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_WithTheShippedPolicy_AreRefusedNothing(bool extract)
    {
        var app = extract ? lake.Extract : lake.Direct;
        app.Allow(app.Policy);

        var steps = await StepsAsync(app, "shop-0").ToListAsync();

        steps.Count.ShouldBe(7);
        steps.ShouldAllBe(step => !step.IsFailed && !step.IsRefused);
    }

    [Fact]
    public Task Steps_WithoutAnyPartOfThePolicy_NameIt() => CutAsync(lake.Direct, _ => true);

    [Fact]
    public Task Steps_WithoutAnyPartOfTheRightsOfAnExtract_NameIt() =>
        CutAsync(lake.Extract, cut => OfExtractAlone.Contains(cut.Statement));

    private async Task CutAsync(PipelineApp app, Func<PolicyCut, bool> isAsked)
    {
        var spare = new List<string>();
        foreach (var (i, cut) in PolicyCut.Of(app.Policy).Where(isAsked).Index())
        {
            var watch = Stopwatch.StartNew();
            app.Allow(cut.Policy);
            var steps = await StepsAsync(app, $"shop-{i + 1}").ToListAsync();
            output.WriteLine(
                $"{cut.Statement} without {cut.Missing}: {steps.Count} steps, {watch.ElapsedMilliseconds} ms"
            );
            if (!steps.Exists(step => EndsSet(step) && step.Notices.Any(cut.IsNamedBy)))
                spare.Add(
                    $"{cut.Statement} without {cut.Missing}:\n{string.Join('\n', steps.Select(step => step.Text))}"
                );
            app.Allow(app.Policy);
            var cleaned = await app.CleanAsync();
            cleaned.IsFailed.ShouldBeFalse(cleaned.Text);
        }

        spare.ShouldBeEmpty();
    }

    /// <summary>
    /// First night, steady night, rerun, rollback, cancel, clean after a run that was terminated, removal of the shop:
    /// up to the first that fails of a refusal.
    /// </summary>
    private async IAsyncEnumerable<Seen> StepsAsync(PipelineApp app, string service)
    {
        await lake.ForgetOverviewAsync(app);
        foreach (
            var step in new Func<Task<Seen>>[]
            {
                () => app.RunAsync("first night", service, new DateOnly(2025, 11, 10)),
                () => SteadyAsync(app, service),
                () => app.RunAsync("rerun", service, new DateOnly(2025, 11, 11)),
                () => app.RunAsync("rollback", service, new DateOnly(2025, 11, 11), RunKind.Rollback),
                () => app.RunAsync("cancel", service, new DateOnly(2025, 11, 12), cancel: true),
                () => CleanAsync(app, service),
                () => app.RemoveAsync(service),
            }
        )
        {
            var seen = await step();
            yield return seen;
            if (EndsSet(seen))
                yield break;
        }
    }

    private async Task<Seen> SteadyAsync(PipelineApp app, string service)
    {
        // The first one after an upgrade: tables of the pipeline's own get today's columns.
        await lake.AgeAsync(app);
        return await app.RunAsync("steady night", service, new DateOnly(2025, 11, 11));
    }

    private static async Task<Seen> CleanAsync(PipelineApp app, string service)
    {
        await app.TerminateAsync(service, new DateOnly(2025, 11, 13));
        return await app.CleanAsync(refusesToStop: true);
    }

    /// <summary>
    /// A warning of what was not cleared up does not: the set goes on to <c>clean</c>, which must fail. That history
    /// lacks a night, or that the audit could not read it, is a warning too, and nothing later says more of it.
    /// </summary>
    private static bool EndsSet(Seen step) =>
        step.IsFailed
        || step.Notices.Any(notice => notice.Code is "QueryNotStopped" or "HistoryNotKept" or "AuditNotDone");
}
