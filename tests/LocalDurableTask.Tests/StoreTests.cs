using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalDurableTask.Tests;

public class StoreTests
{
    [Fact]
    public async Task Start_StoreIsOpenElsewhere_IsRefusedAndNamesTheProcess()
    {
        await using var first = await TestHub.StartAsync(_ => { });
        await using var second = new LocalTaskHub(
            new() { StorePath = first.StorePath }, new(), null!, NullLoggerFactory.Instance, TimeProvider.System);

        var refused = await Should.ThrowAsync<StoreInUseException>(() => second.StartAsync(CancellationToken.None));

        refused.Process.ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        refused.Message.ShouldContain(first.StorePath);
    }

    [Fact]
    public async Task Write_ManyAtOnce_ShareTransactions()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var writer = hub.Hub.Runtime.Writer;
        using var hold = new ManualResetEventSlim();
        var before = writer.Commits;
        var blocker = writer.WriteAsync(_ => hold.Wait(TimeSpan.FromSeconds(30)));
        // All of these wait behind the blocker, so they are written together.
        var starts = Enumerable.Range(0, 100).Select(i => hub.StartAsync("Wait", id: $"run-{i}")).ToList();
        hold.Set();

        await Task.WhenAll([blocker, .. starts]);

        (writer.Commits - before).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Write_OneOfAGroupThrows_TheOthersAreWritten()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        var writer = hub.Hub.Runtime.Writer;
        using var hold = new ManualResetEventSlim();
        var blocker = writer.WriteAsync(_ => hold.Wait(TimeSpan.FromSeconds(30)));
        var good = hub.StartAsync("Wait", id: "good");
        var bad = writer.WriteAsync<int>(_ => throw new InvalidDataException("only this one"));
        var better = hub.StartAsync("Wait", id: "better");
        hold.Set();

        await Should.ThrowAsync<InvalidDataException>(() => bad);
        await Task.WhenAll(blocker, good, better);

        (await hub.Client.GetInstanceAsync("good")).ShouldNotBeNull();
        (await hub.Client.GetInstanceAsync("better")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Write_OperationThrows_NothingOfItIsKept()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);

        await Should.ThrowAsync<InvalidDataException>(() => hub.Hub.Runtime.Writer.WriteAsync<int>(tx =>
        {
            tx.Start(
                new("half", 1, "Wait", OrchestrationRuntimeStatus.Pending, default, default),
                new("Wait", null, null, null), default);
            throw new InvalidDataException();
        }));

        (await hub.Client.GetInstanceAsync("half")).ShouldBeNull();
    }

    [Fact]
    public async Task Log_OfOneInstance_HasTheNumberedEvents()
    {
        var log = new LineLog();
        await using (var hub = await TestHub.StartAsync(ClientTests.Register, log))
        {
            await hub.RunAsync("Echo", "x");
            await hub.RunAsync("Fail", "x");
            // A turn's line is written after its waiters wake; draining waits for it.
            await hub.Hub.StopAsync(TimeSpan.FromMinutes(1));
        }

        log.Ids("LocalDurableTask").Order().ShouldBe([3001, 3002, 3010, 3011]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Options_NoConcurrency_AreRefused(int activities, int orchestrations) => Should.Throw<ArgumentOutOfRangeException>(() =>
        new LocalTaskHub(
            new() { StorePath = "x.db", MaxConcurrentActivities = activities, MaxConcurrentOrchestrations = orchestrations },
            new DurableTaskRegistry(), null!, NullLoggerFactory.Instance, TimeProvider.System));
}
