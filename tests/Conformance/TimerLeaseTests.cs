using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using AzureStorage;
using CommerceAnalytics.OneMachine.Storage;
using FunctionsHost.Timers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Conformance;

/// <summary>Timers of two hosts on one storage: each occurrence fires once, on whichever host has the lease.</summary>
public sealed class TimerLeaseTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 20, 0, 30, TimeSpan.Zero);
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1.5);

    private readonly FakeTimeProvider _time = new(Evening);
    private readonly ConcurrentQueue<(string Host, DateTimeOffset Due)> _fired = [];
    private BlobContainerClient _container = null!;

    public async Task InitializeAsync() => _container = await Containers.NewAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [AzuriteFact]
    public async Task TwoHosts_OfOneStorage_FireEachOccurrenceOnce()
    {
        using var first = Host("first");
        using var second = Host("second");
        await first.StartAsync(CancellationToken.None);
        await second.StartAsync(CancellationToken.None);

        for (var due = 1; due <= 100; due++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await UntilAsync(() => _fired.Count >= due);
        }

        await Task.WhenAll(first.StopAsync(CancellationToken.None), second.StopAsync(CancellationToken.None));
        _fired
            .Select(each => each.Due)
            .ShouldBe(Enumerable.Range(1, 100).Select(minute => Evening.AddSeconds(-30).AddMinutes(minute)));
        _fired.ShouldAllBe(each => each.Host == "first");
    }

    [AzuriteFact]
    public async Task Holder_ThatStops_LeavesItsTimersToTheOtherAtOnce()
    {
        using var first = Host("first");
        using var second = Host("second");
        await first.StartAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => _fired.Count == 1);

        await first.StopAsync(CancellationToken.None);
        await second.StartAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => _fired.Count == 2);

        await second.StopAsync(CancellationToken.None);
        _fired.Select(each => each.Host).ShouldBe(["first", "second"]);
    }

    /// <summary>A holder that is gone without a word: nobody renews its lease.</summary>
    [AzuriteFact]
    public async Task Holder_ThatIsGone_LeavesTheOccurrencesItMissedToTheOther()
    {
        var blob = _container.GetBlobClient("timers/Nightly.json");
        ScheduleState left = new(Evening.AddSeconds(-90), Evening.AddSeconds(-30), Evening.AddSeconds(-90));
        await blob.UploadAsync(BinaryData.FromBytes(left.ToJson()));
        await new BlobLeaseClient(blob).AcquireAsync(TimeSpan.FromSeconds(15));
        using var second = Host("second");

        await second.StartAsync(CancellationToken.None);
        _fired.ShouldBeEmpty();
        await UntilAsync(() => !_fired.IsEmpty);

        await second.StopAsync(CancellationToken.None);
        _fired.ShouldBe([("second", left.Next)]);
    }

    [AzuriteFact]
    public async Task Hold_WhoseLeaseAnotherBroke_IsLostAndWritesNothing()
    {
        ScheduleBlobs store = new(_container, NullLogger.Instance);
        await using var hold = await store.TryTakeAsync("Nightly", CancellationToken.None);
        (await store.TryTakeAsync("Nightly", CancellationToken.None)).ShouldBeNull();
        var blob = _container.GetBlobClient("timers/Nightly.json");
        await new BlobLeaseClient(blob).BreakAsync(TimeSpan.Zero);
        await using var other = await store.TryTakeAsync("Nightly", CancellationToken.None);
        ScheduleState state = new(null, Evening, Evening);

        await other!.WriteAsync(state);
        await Should.ThrowAsync<IOException>(() => hold!.WriteAsync(state with { Last = Evening }));

        (await other.ReadAsync(CancellationToken.None)).ShouldBe(state);
        await UntilAsync(() => hold!.Lost.IsCancellationRequested);
    }

    [AzuriteFact]
    public async Task Read_DamagedStatus_SaysWhereItIs()
    {
        var blob = _container.GetBlobClient("timers/Nightly.json");
        await blob.UploadAsync(BinaryData.FromString("""{"next":"""));
        await using var hold = await new ScheduleBlobs(_container, NullLogger.Instance).TryTakeAsync(
            "Nightly",
            CancellationToken.None
        );

        var damaged = await Should.ThrowAsync<ScheduleUnreadableException>(() =>
            hold!.ReadAsync(CancellationToken.None)
        );

        damaged.Place.ShouldBe(blob.Uri.ToString());
    }

    private TimerTriggers Host(string name)
    {
        const string Schedule = "0 * * * * *";
        TimerFunction function = new(
            "Nightly",
            TimerSchedule.Parse(Schedule)!,
            Schedule,
            UseMonitor: true,
            RunOnStartup: false,
            firing =>
            {
                _fired.Enqueue((name, new DateTimeOffset(firing.ScheduleStatus!.Next)));
                return Task.CompletedTask;
            }
        );
        ScheduledTimer timer = new(function, _time, NullLogger.Instance);
        return new([timer], new ScheduleBlobs(_container, NullLogger.Instance), NullLogger.Instance);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using CancellationTokenSource timeLimit = new(TimeLimit);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(10));
        while (!isSo())
            await tick.WaitForNextTickAsync(timeLimit.Token);
    }
}
