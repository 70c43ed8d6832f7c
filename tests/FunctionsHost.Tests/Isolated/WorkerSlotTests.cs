using FunctionsHost.Isolated;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Isolated;

/// <summary>What a call is told that no worker has taken: its function never began.</summary>
public class WorkerSlotTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Get_NoWorkerInTime_TellsThatNothingBegan()
    {
        var time = new FakeTimeProvider();
        var asked = new WorkerSlot(Wait, time).GetAsync(CancellationToken.None);

        time.Advance(Wait);

        await Should.ThrowAsync<WorkerAbsentException>(() => asked);
    }

    [Fact]
    public async Task Get_HostStops_TellsThatNothingBegan()
    {
        var slot = new WorkerSlot(Wait, new FakeTimeProvider());
        var asked = slot.GetAsync(CancellationToken.None);

        slot.Close();

        await Should.ThrowAsync<WorkerAbsentException>(() => asked);
    }

    [Fact]
    public async Task Invoke_WorkerIsLostAlready_TellsThatNothingBegan()
    {
        var channel = new WorkerChannel(new WorkerLogs(NullLoggerFactory.Instance));
        channel.Lose(new WorkerLostException("killed"));

        var answer = channel.InvokeAsync(new InvocationRequest { InvocationId = "late" });

        (await Should.ThrowAsync<WorkerAbsentException>(() => answer)).Message.ShouldBe("killed");
        channel.Running.ShouldBe(0);
    }

    [Fact]
    public async Task Invoke_WorkerIsLostMeanwhile_DoesNotTellThatNothingBegan()
    {
        var channel = new WorkerChannel(new WorkerLogs(NullLoggerFactory.Instance));
        var answer = channel.InvokeAsync(new InvocationRequest { InvocationId = "begun" });

        channel.Lose(new WorkerLostException("killed"));

        (await Should.ThrowAsync<WorkerLostException>(() => answer)).ShouldNotBeOfType<WorkerAbsentException>();
    }
}
