using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite.Tests;

public class StoreTests
{
    [Fact]
    public async Task Open_StoreIsOpenElsewhere_IsRefusedAndNamesTheProcess()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await using var second = hub.Other();

        var refused = await Should.ThrowAsync<StoreInUseException>(second.CreateIfNotExistsAsync);

        refused.Process.ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        refused.Message.ShouldContain(hub.StorePath);
        await Should.ThrowAsync<StoreInUseException>(second.DeleteAsync);
        (await hub.RunAsync("Echo", "x")).OrchestrationStatus.ShouldBe(OrchestrationStatus.Completed);
    }

    [Fact]
    public async Task Open_StoreWasClosed_IsOpenedAgain()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "x", "one");
        await hub.CrashAsync();
        await using var second = hub.Other();

        (await second.GetOrchestrationStateAsync("one", false)).Single().Output.ShouldBe("\"x\"");
    }

    [Fact]
    public async Task Open_NewStore_IsForThisAccountAlone()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "x");
        if (OperatingSystem.IsWindows())
            return;

        var folder = Path.GetDirectoryName(hub.StorePath)!;
        File.GetUnixFileMode(folder)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(folder))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task Client_WithoutAWorker_Works()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.CrashAsync();
        await using var service = hub.Other();

        var id = (await new TaskHubClient(service).CreateOrchestrationInstanceAsync("Wait", "", "one", "x")).InstanceId;

        (await service.GetOrchestrationStateAsync(id, false))
            .Single()
            .OrchestrationStatus.ShouldBe(OrchestrationStatus.Pending);
    }

    [Fact]
    public async Task Create_Anew_RemovesWhatWasThere()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "x", "one");
        await Should.ThrowAsync<InvalidOperationException>(() => hub.Service.CreateAsync(recreateInstanceStore: true));
        await hub.CrashAsync();
        await using var service = hub.Other();

        await service.CreateAsync(recreateInstanceStore: true);

        (await service.GetOrchestrationStateAsync("one", false)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_ManyAtOnce_ShareTransactions()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var writer = hub.Service.Store.Writer;
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
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var writer = hub.Service.Store.Writer;
        using var hold = new ManualResetEventSlim();
        var blocker = writer.WriteAsync(_ => hold.Wait(TimeSpan.FromSeconds(30)));
        var good = hub.StartAsync("Wait", id: "good");
        var bad = writer.WriteAsync<int>(tx =>
        {
            tx.Start(NewInstance.Of(StartOf("half"), default));
            throw new InvalidDataException("only this one");
        });
        var better = hub.StartAsync("Wait", id: "better");
        hold.Set();

        await Should.ThrowAsync<InvalidDataException>(() => bad);
        await Task.WhenAll(blocker, good, better);

        (await hub.FindAsync("good")).ShouldNotBeNull();
        (await hub.FindAsync("better")).ShouldNotBeNull();
        (await hub.FindAsync("half")).ShouldBeNull();
    }

    [Fact]
    public async Task Log_OfAStore_HasTheNumberedEvents()
    {
        var log = new LineLog();
        await using (var hub = await TestHub.StartAsync(RunTests.Register, log))
            await hub.RunAsync("Chain", 2);

        log.Ids("DurableTask.Sqlite").ShouldBe([1, 3, 2]);
    }

    [Fact]
    public void Settings_SeveralAreWrong_AllAreToldAtOnce()
    {
        var settings = new SqliteOrchestrationServiceSettings
        {
            StorePath = " ",
            TaskHubName = "",
            MaxConcurrentActivities = 0,
            MaxConcurrentOrchestrations = -1,
            ExtendedSessionIdleTimeout = TimeSpan.Zero,
            KeepEnded = TimeSpan.FromDays(-1),
        };

        var wrong = Should.Throw<ArgumentException>(() =>
            new SqliteOrchestrationService(settings, NullLoggerFactory.Instance, TimeProvider.System)
        );

        wrong.Message.ShouldBe(
            """
            StorePath must name a file.
            TaskHubName must be null or have a character.
            MaxConcurrentActivities must be at least 1, and is 0.
            MaxConcurrentOrchestrations must be at least 1, and is -1.
            ExtendedSessionIdleTimeout must be more than zero, and is 00:00:00.
            KeepEnded must not be negative, and is -1.00:00:00. (Parameter 'settings')
            """,
            StringCompareShould.IgnoreLineEndings
        );
    }

    private static TaskMessage StartOf(string id)
    {
        var instance = new OrchestrationInstance { InstanceId = id, ExecutionId = "x" };
        var started = new ExecutionStartedEvent(-1, "x")
        {
            Name = "Wait",
            Version = "",
            OrchestrationInstance = instance,
        };
        return new TaskMessage { OrchestrationInstance = instance, Event = started };
    }
}
