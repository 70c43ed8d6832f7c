using LocalDurableTask.Store;

namespace LocalDurableTask.Tests;

/// <summary>A store that is full, read-only, damaged or somebody else's: an error that says so, and nothing lost that was confirmed.</summary>
public class StoreFaultTests
{
    private static readonly string Large = new('x', 300_000);

    [Fact]
    public async Task Full_NewWork_IsRefusedWithTheReasonAndWhatWasConfirmedStays()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.RunAsync("Echo", "before", "ended");
        await hub.StartAsync("Wait", id: "waiting");
        await hub.Client.WaitForInstanceStartAsync("waiting", TestHub.Limit());
        await PragmaAsync(hub, "max_page_count = 1");

        var refused = await Should.ThrowAsync<StoreUnusableException>(() => hub.StartAsync("Echo", Large, "too much"));

        refused.Fault.ShouldBe(StoreFault.Full);
        refused.Message.ShouldBe(
            $"The store {hub.StorePath} cannot grow: the disk is full. Free some space: what was confirmed is kept, and what waits goes on by itself.");
        (await hub.Client.GetInstanceAsync("too much")).ShouldBeNull();

        await hub.CrashAndRestartAsync(ClientTests.Register);
        (await hub.Client.GetInstanceAsync("ended", true))!.ReadOutputAs<string>().ShouldBe("before");
        await hub.Client.RaiseEventAsync("waiting", "Go", "on");
        (await hub.EndAsync("waiting")).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public async Task Full_InTheMiddleOfARun_GoesOnByItselfOnceThereIsRoom()
    {
        var gate = new Gate();
        var log = new LineLog();
        await using var hub = await TestHub.StartAsync(
            r => r
                .AddOrchestratorFunc("Grow", async context => (await context.CallActivityAsync<string>("Large")).Length)
                .AddActivityFunc("Large", async _ =>
                {
                    await gate.PassAsync();
                    return Large;
                }),
            log);
        var id = await hub.StartAsync("Grow");
        await gate.Entered;
        await PragmaAsync(hub, "max_page_count = 1");
        gate.Open();
        await log.UntilAsync(3021);

        await PragmaAsync(hub, "max_page_count = 100000");
        var end = hub.EndAsync(id);
        while (!end.IsCompleted)
        {
            hub.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await end).ReadOutputAs<int>().ShouldBe(Large.Length);
    }

    [Fact]
    public async Task ReadOnly_NewWork_IsRefusedWithTheReason()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await PragmaAsync(hub, "query_only = 1");

        var refused = await Should.ThrowAsync<StoreUnusableException>(() => hub.StartAsync("Echo", "x"));

        refused.Fault.ShouldBe(StoreFault.NotWritable);
        refused.Message.ShouldContain($"Let this account write to the folder {Path.GetDirectoryName(hub.StorePath)}");
    }

    [Fact]
    public async Task Start_FolderCannotBeMade_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await using var other = hub.Other(Path.Combine(hub.StorePath, "in-a-file", "hub.db"));

        (await Should.ThrowAsync<StoreUnusableException>(() => other.StartAsync(CancellationToken.None))).Fault.ShouldBe(StoreFault.NotWritable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public async Task Start_TruncatedStore_IsRefusedAndLeftAsItIs(double share)
    {
        await using var hub = await ClosedAsync();
        using (var file = File.OpenWrite(hub.StorePath))
            file.SetLength((long)(file.Length * share));
        var left = await File.ReadAllBytesAsync(hub.StorePath);

        await ShouldBeRefusedAsync(hub, StoreFault.Damaged, "is damaged");

        (await File.ReadAllBytesAsync(hub.StorePath)).ShouldBe(left);
    }

    [Theory]
    [InlineData("sqlite_master")]
    [InlineData("instances")]
    [InlineData("history")]
    [InlineData("inbox_by_instance")]
    public async Task Start_PageOfGarbage_IsRefused(string ofWhat)
    {
        await using var hub = await ClosedAsync();
        var page = RootPage(hub, ofWhat);
        using (var file = File.OpenWrite(hub.StorePath))
        {
            file.Position = (page - 1) * 4096;
            file.Write(Enumerable.Range(0, 4096).Select(i => (byte)(i * 31)).ToArray());
        }

        await ShouldBeRefusedAsync(hub, StoreFault.Damaged, "Put back a copy of it, or move hub.db and the files beside it");
    }

    [Fact]
    public async Task Start_StoreOfANewerProgram_IsRefused()
    {
        await using var hub = await ClosedAsync();
        Run(hub, "PRAGMA user_version = 99");

        await ShouldBeRefusedAsync(hub, StoreFault.Foreign, "has schema 99, and this program knows schemas up to");
    }

    [Theory]
    [InlineData("DROP TABLE inbox")]
    [InlineData("PRAGMA user_version = 0")]
    public async Task Start_DatabaseOfSomethingElse_IsRefused(string sql)
    {
        await using var hub = await ClosedAsync();
        Run(hub, sql);

        await ShouldBeRefusedAsync(hub, StoreFault.Foreign, "is a database of something else");
    }

    [Fact]
    public async Task History_CannotBeRead_HubStopsAndTellsThoseWhoWait()
    {
        var log = new LineLog();
        await using var hub = await TestHub.StartAsync(ClientTests.Register, log);
        await hub.StartAsync("Wait", id: "one");
        await hub.Client.WaitForInstanceStartAsync("one", TestHub.Limit());
        await hub.CrashAsync();
        Run(hub, "UPDATE history SET event = '{'");
        await hub.CrashAndRestartAsync(ClientTests.Register, log);

        var waiting = hub.EndAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "x");

        (await Should.ThrowAsync<StoreUnusableException>(() => waiting)).Fault.ShouldBe(StoreFault.Damaged);
        (await hub.Hub.StoreLost.WaitAsync(TestHub.Limit())).Message.ShouldContain(hub.StorePath);
        log.Ids("LocalDurableTask").ShouldContain(3004);
    }

    [Fact]
    public async Task Start_EmptyFileOfAKilledFirstStart_BeginsAnew()
    {
        await using var hub = await TestHub.StartAsync(ClientTests.Register);
        await hub.CrashAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(hub.StorePath)!))
            File.Delete(file);
        await File.WriteAllBytesAsync(hub.StorePath, []);

        await hub.CrashAndRestartAsync(ClientTests.Register);

        (await hub.RunAsync("Echo", "x")).ReadOutputAs<string>().ShouldBe("x");
    }

    /// <summary>A hub that has done some work and is closed.</summary>
    private static async Task<TestHub> ClosedAsync()
    {
        var hub = await TestHub.StartAsync(ClientTests.Register);
        for (var i = 0; i < 30; i++)
            await hub.RunAsync("Echo", new string('y', 5_000), $"run-{i}");
        await hub.CrashAsync();
        return hub;
    }

    private static async Task ShouldBeRefusedAsync(TestHub hub, StoreFault fault, string message)
    {
        var refused = await Should.ThrowAsync<StoreUnusableException>(() => hub.CrashAndRestartAsync(ClientTests.Register));

        refused.Fault.ShouldBe(fault, refused.Message);
        refused.Message.ShouldContain(message);
        refused.Message.ShouldContain(hub.StorePath);
    }

    private static Task PragmaAsync(TestHub hub, string pragma) => hub.Hub.Runtime.Writer.WriteAsync(tx =>
    {
        tx.Connection.ExecuteScript($"PRAGMA {pragma}");
        return true;
    });

    private static long RootPage(TestHub hub, string ofWhat)
    {
        using var connection = new StoreConnection(hub.StorePath);
        return ofWhat == "sqlite_master" ? 1 : connection.Scalar<long>("SELECT rootpage FROM sqlite_master WHERE name = $1", ofWhat);
    }

    private static void Run(TestHub hub, string sql)
    {
        using var connection = new StoreConnection(hub.StorePath);
        connection.ExecuteScript(sql);
    }
}
