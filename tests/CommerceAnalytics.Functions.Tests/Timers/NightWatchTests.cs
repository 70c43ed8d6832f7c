using System.Reflection;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Timers;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tests.Timers;

public class NightWatchTests
{
    private static readonly DateTimeOffset Four = new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero);

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            AlertWebhookUrl = "https://example.com/secret",
            PublicUrl = "https://commerce.example.com",
        }
    );

    [Fact]
    public async Task Watch_HostStartsOnAnEmptyHub_StartsNothing() =>
        (await RunsAsync(Four.AddHours(5))).ShouldBeEmpty();

    [Fact]
    public async Task Watch_OnlyAPersonHasStartedRuns_StartsNothing()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        (await RunsAsync(Four.AddHours(5))).ShouldBe(["commerce-2025-10-27"]);
    }

    [Theory]
    [InlineData(13, false)]
    [InlineData(15, true)]
    public async Task Watch_NightDidNotBegin_MakesItUpFromAQuarterPast(int minutes, bool isMadeUp)
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)), StartKind.Scheduled);
        (await RunsAsync(Four.AddMinutes(minutes))).Contains("commerce-2025-10-28").ShouldBe(isMadeUp);
    }

    [Fact]
    public void Watch_ItsTrigger_IsAQuarterPastEachHourAndWheneverAHostStarts()
    {
        var timer = typeof(NightWatch).GetMethod(nameof(NightWatch.RunAsync))!.GetParameters()[0];
        var trigger = timer.GetCustomAttribute<TimerTriggerAttribute>().ShouldNotBeNull();
        (trigger.Schedule, trigger.RunOnStartup).ShouldBe(("0 15 * * * *", true));
    }

    [Fact]
    public async Task Watch_NightWasMissed_IsToldOnce()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)), StartKind.Scheduled);
        await RunsAsync(Four.AddMinutes(15));
        (await RunsAsync(Four.AddMinutes(75))).ShouldBe(["commerce-2025-10-27", "commerce-2025-10-28"]);
        _pipeline.Hub.Run();

        var told = _pipeline.Webhook.Told.ShouldHaveSingleItem();
        told.Kind.ShouldBe(AlertKind.Missed);
        told.Line.ShouldBe("Night 2025-10-28 did not begin by 2025-10-28 04:15 UTC; it is made up now.");
        told.Link.ShouldBe("https://commerce.example.com/monitor", "there is no run yet that could be opened");
    }

    [Fact]
    public async Task Watch_NightCannotBeStarted_TellsTheWebhookItself()
    {
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)), StartKind.Scheduled);
        _pipeline.Time.Jumps = true;
        _pipeline.Hub.Client.Fault = call => call == "schedule" ? new IOException("storage is full") : null;
        await Should.ThrowAsync<IOException>(() => RunsAsync(Four.AddMinutes(15)));
        _pipeline
            .Webhook.Told.ShouldHaveSingleItem()
            .Line.ShouldContain("cannot be started: IOException: storage is full");
    }

    private async Task<IEnumerable<string>> RunsAsync(DateTimeOffset now)
    {
        _pipeline.Time.SetUtcNow(now);
        await _pipeline.New<NightWatch>().RunAsync(new TimerInfo(), _pipeline.Hub.Client, CancellationToken.None);
        return _pipeline.Hub.Instances.Keys.Where(id => id.StartsWith("commerce-", StringComparison.Ordinal)).ToList();
    }
}
