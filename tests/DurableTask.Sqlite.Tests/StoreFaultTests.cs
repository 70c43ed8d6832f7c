using DurableTask.Core.History;
using DurableTask.Sqlite.Store;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Tests;

/// <summary>
/// A store that is full, read-only, damaged or somebody else's: an error that says so, and nothing lost that was
/// confirmed.
/// </summary>
public class StoreFaultTests
{
    private static readonly string Large = new('x', 300_000);

    [Fact]
    public async Task Full_NewWork_IsRefusedWithTheReasonAndWhatWasConfirmedStays()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.RunAsync("Echo", "before", "ended");
        await hub.StartAsync("Wait", id: "waiting");
        await hub.RunningAsync("waiting");
        await PragmaAsync(hub, "max_page_count = 1");

        var refused = await Should.ThrowAsync<StoreUnusableException>(() => hub.StartAsync("Echo", Large, "too much"));

        refused.Fault.ShouldBe(StoreFault.Full);
        refused.Message.ShouldBe(
            $"The store {hub.StorePath} cannot grow: the disk is full. Free some space: what was confirmed is kept, and what waits goes on by itself."
        );
        (await hub.FindAsync("too much")).ShouldBeNull();

        await hub.CrashAndRestartAsync(RunTests.Register);
        (await hub.FindAsync("ended"))!.Output.ShouldBe("\"before\"");
        await hub.RaiseAsync("waiting", "Go", "on");
        (await hub.EndAsync("waiting")).Output.ShouldBe("\"on\"");
    }

    [Fact]
    public async Task Full_InTheMiddleOfARun_GoesOnByItselfAndRunsNothingAgain()
    {
        var (gate, log, runs) = (new Gate(), new LineLog(), 0);
        await using var hub = await TestHub.StartAsync(
            code =>
                code.Orchestration<string, int>(
                        "Grow",
                        async (turns, _) => (await turns.CallAsync<string>("Large", "x")).Length
                    )
                    .Activity<string, string>(
                        "Large",
                        async _ =>
                        {
                            Interlocked.Increment(ref runs);
                            await gate.PassAsync();
                            return Large;
                        }
                    ),
            log
        );
        var id = await hub.StartAsync("Grow", "x");
        await gate.Entered;
        await PragmaAsync(hub, "max_page_count = 1");
        gate.Open();
        await log.UntilAsync(7);

        await PragmaAsync(hub, "max_page_count = 100000");
        var end = await hub.AdvanceUntilAsync(hub.EndAsync(id), TimeSpan.FromSeconds(1));

        end.Output.ShouldBe(Large.Length.ToString());
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task ReadOnly_NewWork_IsRefusedWithTheReason()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await PragmaAsync(hub, "query_only = 1");

        var refused = await Should.ThrowAsync<StoreUnusableException>(() => hub.StartAsync("Echo", "x"));

        refused.Fault.ShouldBe(StoreFault.NotWritable);
        refused.Message.ShouldContain($"Let this account write to the folder {Path.GetDirectoryName(hub.StorePath)}");
    }

    [Fact]
    public async Task Open_FolderCannotBeMade_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await using var other = hub.Other(Path.Combine(hub.StorePath, "in-a-file", "hub.db"));

        (await Should.ThrowAsync<StoreUnusableException>(other.CreateAsync)).Fault.ShouldBe(StoreFault.NotWritable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public async Task Open_TruncatedStore_IsRefusedAndLeftAsItIs(double share)
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
    public async Task Open_PageOfGarbage_IsRefused(string ofWhat)
    {
        await using var hub = await ClosedAsync();
        var page = RootPage(hub, ofWhat);
        using (var file = File.OpenWrite(hub.StorePath))
        {
            file.Position = (page - 1) * 4096;
            file.Write(Enumerable.Range(0, 4096).Select(i => (byte)(i * 31)).ToArray());
        }

        await ShouldBeRefusedAsync(
            hub,
            StoreFault.Damaged,
            "Put back a copy of it, or move hub.db and the files beside it"
        );
    }

    [Fact]
    public async Task Open_StoreOfANewerProgram_IsRefused()
    {
        await using var hub = await ClosedAsync();
        Run(hub, "PRAGMA user_version = 99");

        await ShouldBeRefusedAsync(hub, StoreFault.Foreign, "has schema 99, and this program knows schemas up to");
    }

    [Theory]
    [InlineData("DROP TABLE inbox")]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("PRAGMA application_id = 7")]
    public async Task Open_DatabaseOfSomethingElse_IsRefused(string sql)
    {
        await using var hub = await ClosedAsync();
        Run(hub, sql);

        await ShouldBeRefusedAsync(hub, StoreFault.Foreign, "is a database of something else");
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task Open_DatabaseOfSomethingElse_IsLeftAsItIs(string journal)
    {
        await using var hub = await ClosedAsync();
        var theirs = hub.StorePath + ".theirs";
        CopyOfARunningDatabase(theirs, journal);
        var left = Bytes(theirs);
        await using var service = hub.Other(theirs);

        (await Should.ThrowAsync<StoreUnusableException>(service.CreateAsync)).Fault.ShouldBe(StoreFault.Foreign);

        Bytes(theirs).ShouldBe(left);
    }

    [Fact]
    public async Task Open_MessagesCannotBeRead_LetsGoOfTheStore()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.CrashAsync();
        Run(hub, $"INSERT INTO inbox VALUES (1, 'one', NULL, 0, {long.MaxValue}, 0, '{{}}')");
        await using var service = hub.Other();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(service.CreateAsync);

        Run(hub, "DELETE FROM inbox");

        await service.CreateAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task History_CannotBeRead_StoreIsLostAndThoseWhoWaitAreTold(bool sessions)
    {
        var log = new LineLog();
        await using var hub = await TestHub.StartAsync(
            RunTests.Register,
            log,
            given => given with { ExtendedSessions = sessions }
        );
        await hub.StartAsync("Wait", id: "one");
        await hub.RunningAsync("one");
        await hub.CrashAsync();
        Run(hub, "UPDATE history SET event = '{'");
        await hub.CrashAndRestartAsync(RunTests.Register, log);

        var waiting = hub.EndAsync("one");
        await hub.RaiseAsync("one", "Go", "x");

        (await Should.ThrowAsync<StoreUnusableException>(() => waiting)).Fault.ShouldBe(StoreFault.Damaged);
        (await hub.Service.StoreLost.WaitAsync(TestHub.Limit())).Message.ShouldContain(hub.StorePath);
        log.Ids("DurableTask.Sqlite").ShouldContain(4);
    }

    [Fact]
    public async Task Open_EmptyFileOfAKilledFirstStart_BeginsAnew()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        await hub.CrashAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(hub.StorePath)!))
            File.Delete(file);
        await File.WriteAllBytesAsync(hub.StorePath, []);

        await hub.CrashAndRestartAsync(RunTests.Register);

        (await hub.RunAsync("Echo", "x")).Output.ShouldBe("\"x\"");
    }

    [Fact]
    public async Task Open_FirstStartWasKilledInTheMiddle_BeginsAnew()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var path = hub.StorePath + ".killed";
        CopyInTheMiddleOfAWrite(path);
        await using var service = hub.Other(path);

        await service.CreateAsync();

        File.Exists(path + "-journal").ShouldBeFalse();
        service.Store.Reader.Waiting().ShouldBeEmpty();
    }

    [Fact]
    public async Task Commit_OfATurnFails_TheTurnIsWrittenLaterWithOneEffect()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        var id = await hub.StartAsync("Wait");
        await hub.RunningAsync(id);
        // The first commit is that of the event.
        var failed = FailCommits(hub, 2, skip: 1);

        await hub.RaiseAsync(id, "Go", "on");
        await failed;
        var end = await hub.AdvanceUntilAsync(hub.EndAsync(id), TimeSpan.FromMilliseconds(100));

        end.Output.ShouldBe("\"on\"");
        (await hub.HistoryTypesAsync(id)).Count(type => type == EventType.EventRaised).ShouldBe(1);
    }

    [Fact]
    public async Task Commit_OfAnActivitysAnswerFails_TheActivityIsNotRunAgain()
    {
        var (gate, runs) = (new Gate(), 0);
        await using var hub = await TestHub.StartAsync(code =>
            code.Orchestration<string, int>("Run", (turns, _) => turns.CallAsync<int>("Work", "x"))
                .Activity<string, int>(
                    "Work",
                    async _ =>
                    {
                        await gate.PassAsync();
                        return Interlocked.Increment(ref runs);
                    }
                )
        );
        var id = await hub.StartAsync("Run", "x");
        await gate.Entered;
        var failed = FailCommits(hub, 2);

        gate.Open();
        await failed;
        var end = await hub.AdvanceUntilAsync(hub.EndAsync(id), TimeSpan.FromMilliseconds(100));

        end.Output.ShouldBe("1");
    }

    [Fact]
    public async Task Commit_OfAStartFails_TheCallerIsToldAndNothingStarts()
    {
        await using var hub = await TestHub.StartAsync(RunTests.Register);
        _ = FailCommits(hub, 2);

        await Should.ThrowAsync<IOException>(() => hub.StartAsync("Wait", id: "never"));

        (await hub.FindAsync("never")).ShouldBeNull();
    }

    // A failed transaction is tried once more by itself, so two failures fail a request for good.
    private static Task FailCommits(TestHub hub, int times, int skip = 0)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Service.Store.Writer.BeforeCommit = () =>
        {
            if (skip-- > 0 || times == 0)
                return;
            times--;
            if (times == 0)
                failed.SetResult();
            throw new IOException("injected");
        };
        return failed.Task.WaitAsync(TestHub.Limit());
    }

    /// <summary>A hub that has done some work and is closed.</summary>
    private static async Task<TestHub> ClosedAsync()
    {
        var hub = await TestHub.StartAsync(RunTests.Register);
        for (var i = 0; i < 30; i++)
            await hub.RunAsync("Echo", new string('y', 5_000), $"run-{i}");
        await hub.CrashAsync();
        return hub;
    }

    private static async Task ShouldBeRefusedAsync(TestHub hub, StoreFault fault, string message)
    {
        await using var service = hub.Other();
        var refused = await Should.ThrowAsync<StoreUnusableException>(service.CreateAsync);

        refused.Fault.ShouldBe(fault, refused.Message);
        refused.Message.ShouldContain(message);
        refused.Message.ShouldContain(hub.StorePath);
    }

    // As its program would leave it behind that was killed: what it wrote last may stand beside the file.
    private static void CopyOfARunningDatabase(string path, string journal)
    {
        var original = path + "-original";
        using var connection = new SqliteConnection($"Data Source={original};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"PRAGMA journal_mode = {journal}; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)";
        command.ExecuteNonQuery();
        File.Copy(original, path);
        if (File.Exists(original + "-wal"))
            File.Copy(original + "-wal", path + "-wal");
    }

    // More than the cache holds is in the file before it is committed, and what was there before beside it.
    private static void CopyInTheMiddleOfAWrite(string path)
    {
        var original = path + "-original";
        using var connection = new SqliteConnection($"Data Source={original};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (x); INSERT INTO half VALUES (randomblob(100000))";
        command.ExecuteNonQuery();
        File.Copy(original, path);
        File.Copy(original + "-journal", path + "-journal");
    }

    private static List<byte[]> Bytes(string path) =>
        [.. new[] { path, path + "-wal" }.Where(File.Exists).Select(File.ReadAllBytes)];

    private static Task PragmaAsync(TestHub hub, string pragma) =>
        hub.Service.Store.Writer.WriteAsync(tx =>
        {
            tx.Connection.ExecuteScript($"PRAGMA {pragma}");
            return true;
        });

    private static long RootPage(TestHub hub, string ofWhat)
    {
        using var connection = new StoreConnection(hub.StorePath);
        return ofWhat == "sqlite_master"
            ? 1
            : connection.Scalar<long>("SELECT rootpage FROM sqlite_master WHERE name = $1", ofWhat);
    }

    private static void Run(TestHub hub, string sql)
    {
        using var connection = new StoreConnection(hub.StorePath);
        connection.ExecuteScript(sql);
    }
}
