using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Functions.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tests.Timers;

public sealed class MissedNightsTests : IDisposable
{
    private static readonly DateTimeOffset Four = new(2025, 11, 28, 4, 0, 0, TimeSpan.Zero);

    private readonly Pipeline _pipeline = new();
    private readonly LoggedEvents _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(7, "")]
    [InlineData(8, "")]
    [InlineData(9, "1 night(s)")]
    [InlineData(20, "11 night(s)")]
    public async Task Find_HostWasAwayForDays_TellsOfNightsThatHadNoRunAndAreTooOld(int days, string told)
    {
        var last = Four.AddDays(-days);
        _pipeline.Time.SetUtcNow(last);
        _pipeline.Start(_pipeline.Input(DateOnly.FromDateTime(last.UtcDateTime)), StartKind.Scheduled);
        // A run whose instance was purged has a report.
        _pipeline.Store.Texts["pipeline/runs/commerce-2025-11-09.json"] = "{}";

        var missed = await MissedNights().FindAsync(_pipeline.Hub.Client, last, Four, CancellationToken.None);

        var first = Math.Max(21, 29 - days);
        missed.Select(night => night.Date.Day).ShouldBe(Enumerable.Range(first, 29 - first));
        var expected =
            $"Schedule: {told} before 2025-11-21T04:00:00.0000000+00:00 had no run; nights are made up for 7 days only";
        _log.Events.ShouldBe(told.Length == 0 ? [] : [(1025, expected)]);
    }

    private MissedNights MissedNights() =>
        new(
            _pipeline.Store,
            Options.Create(_pipeline.Settings),
            new ConfigurationBuilder().AddInMemoryCollection([new(NightlySchedule.Setting, "0 0 4 * * *")]).Build(),
            _log.CreateLogger<MissedNights>()
        );
}
