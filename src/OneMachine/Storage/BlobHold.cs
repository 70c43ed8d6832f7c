using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsHost.Timers;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>A timer whose blob this host has leased; the lease is renewed until it is given up or lost.</summary>
internal sealed class BlobHold : ITimerHold
{
    private static readonly TimeSpan BetweenRenewals = ScheduleBlobs.LeaseDuration / 3;

    // Given up before the storage gives it to another.
    private static readonly TimeSpan Trusted = ScheduleBlobs.LeaseDuration * 0.8;

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly string _timer;
    private readonly BlobClient _blob;
    private readonly BlobLeaseClient _lease;
    private readonly ILogger _logger;
    private readonly Task _renewing;

    /// <param name="timer">The timer's name.</param>
    /// <param name="blob">Its blob.</param>
    /// <param name="lease">A lease that was just taken.</param>
    /// <param name="logger">Where a loss is told.</param>
    public BlobHold(string timer, BlobClient blob, BlobLeaseClient lease, ILogger logger)
    {
        (_timer, _blob, _lease, _logger) = (timer, blob, lease, logger);
        // By the machine's own clock, whatever clock drives the timers: the storage counts by its own, too.
        _renewing = RenewAsync(TimeProvider.System);
    }

    public CancellationToken Lost => _lost.Token;

    public async Task<ScheduleState?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var read = await _blob.DownloadContentAsync(cancellation);
            var json = read.Value.Content.ToString();
            return json.Length == 0 ? null : ScheduleState.FromJson(json);
        }
        catch (JsonException e)
        {
            throw new ScheduleUnreadableException(_blob.Uri.ToString(), e);
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            throw new IOException($"{_blob.Uri} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Written under the lease: a host that has lost it changes nothing.</summary>
    public async Task WriteAsync(ScheduleState state)
    {
        BlobUploadOptions ifHeld = new() { Conditions = new() { LeaseId = _lease.LeaseId } };
        try
        {
            await _blob.UploadAsync(BinaryData.FromBytes(state.ToJson()), ifHeld, CancellationToken.None);
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            throw new IOException($"{_blob.Uri} cannot be written: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested)
            await ReleaseAsync();
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            // It ends by itself within the half minute.
            _logger.TimerNotReleased(_timer, e);
        }
    }

    private async Task RenewAsync(TimeProvider time)
    {
        var renewed = time.GetTimestamp();
        while (time.GetElapsedTime(renewed) < Trusted)
        {
            await Task.Delay(BetweenRenewals, time, _ended.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
                return;
            var asked = time.GetTimestamp();
            var answer = await TryRenewAsync();
            if (answer == Renewal.Refused)
                break;
            if (answer == Renewal.Done)
                renewed = asked;
        }

        _logger.TimerLost(_timer);
        await _lost.CancelAsync();
    }

    private async Task<Renewal> TryRenewAsync()
    {
        try
        {
            await _lease.RenewAsync();
            return Renewal.Done;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return Renewal.Refused;
        }
        catch (Exception e) when (Blobs.IsFailure(e))
        {
            return Renewal.NotAnswered;
        }
    }

    private enum Renewal
    {
        Done = 0,
        Refused = 1,
        NotAnswered = 2,
    }
}
