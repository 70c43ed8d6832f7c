using FunctionsHost.Tests.Hosting;
using FunctionsHost.Timers;
using FunctionsHost.Workers;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Tests.Isolated;

public sealed class TimerTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly DateTimeOffset Four = new(2027, 3, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly TestHost _host = shared.Host;

    [Fact]
    public async Task Fire_WithStatus_TellsTheFunctionWhereItIsInItsSchedule()
    {
        var firing = new TimerInfo
        {
            IsPastDue = true,
            ScheduleStatus = new ScheduleState(Four, Four.AddDays(1), Four).ToStatus(),
        };

        await FireAsync("Tick", firing);

        await _host.Logs.FirstAsync("Ticked (past due: True, last: 2027-03-01T04:00:00Z, next: 2027-03-02T04:00:00Z).");
    }

    [Fact]
    public async Task Fire_ForTheFirstTime_TellsTheYearOneAsTheLast()
    {
        var firing = new TimerInfo { ScheduleStatus = new ScheduleState(Last: null, Four, Four).ToStatus() };

        await FireAsync("Tick", firing);

        await _host.Logs.FirstAsync(
            "Ticked (past due: False, last: 0001-01-01T00:00:00Z, next: 2027-03-01T04:00:00Z)."
        );
    }

    [Fact]
    public async Task Fire_FunctionThatThrows_FailsWithItsMessage()
    {
        var firing = new TimerInfo();

        var failure = await Should.ThrowAsync<FunctionFailedException>(() => FireAsync("FailingTick", firing));

        failure.Message.ShouldContain("'FailingTick'");
        failure.Failure.Message.ShouldContain("The tick failed (past due: False, status: False).");
    }

    [Fact]
    public async Task Fire_ThatIsCancelled_CancelsTheFunction()
    {
        using var cancelling = new CancellationTokenSource();
        var firing = new TimerInfo();
        var fired = _host.Worker.FireTimerAsync(_host.Function("WaitingTick"), firing, cancelling.Token);
        await _host.Logs.FirstAsync("The tick waits");

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => fired);
        await _host.Logs.FirstAsync("The tick was cancelled");
    }

    private Task FireAsync(string function, TimerInfo firing) =>
        _host.Worker.FireTimerAsync(_host.Function(function), firing, CancellationToken.None);
}
