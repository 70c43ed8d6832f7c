using System.Collections.Concurrent;
using Amazon.Runtime;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Readers that query all tables and nights all the time, and know what each may show.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int AtOnce = 2;

    // Readers that leave the pipeline no processor would show less of it, not more.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly IReadOnlyList<Shown> _shown;
    private readonly Func<int> _outages;
    private readonly TimeProvider _time;
    private readonly List<Task> _reading;
    private int _reads;

    /// <summary>Begins to read.</summary>
    /// <param name="shown">What is read, in turn.</param>
    /// <param name="outages">How often LocalAws went away or came back so far; odd while it is away.</param>
    public Readers(IReadOnlyList<Shown> shown, Func<int> outages, TimeProvider time)
    {
        (this._shown, this._outages, this._time) = (shown, outages, time);
        _reading = [.. Enumerable.Range(0, AtOnce).Select(number => Task.Run(() => ReadAsync(number)))];
    }

    public int Reads => _reads;

    /// <summary>Ends reading.</summary>
    /// <returns>What readers saw that they must not, and queries that failed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading);
        return [.. _problems.Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(int number)
    {
        for (var at = number * _shown.Count / AtOnce; !_stop.IsCancellationRequested; at++)
        {
            var (shown, before) = (_shown[at % _shown.Count], _outages());
            try
            {
                var contents = await shown.ReadAsync(_stop.Token);
                Interlocked.Increment(ref _reads);
                if (!shown.IsWhole(contents))
                    _problems.Enqueue(
                        $"a reader saw {contents} in {shown.Name}, which is neither the old version nor the new"
                    );
                await Task.Delay(Breath, _time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (IsOfOutage(e, before))
            {
                // LocalAws was away: nothing is wrong with the table.
                await Task.Delay(Breath, _time, CancellationToken.None);
            }
            catch (Exception e)
                when (e is FailureException or AmazonClientException or HttpRequestException or IOException)
            {
                _problems.Enqueue(
                    $"a reader of {shown.Name} failed: {(e as FailureException)?.Failure.Code ?? e.GetType().Name}: {e.Message}"
                );
            }
        }
    }

    /// <summary>
    /// A connection that was lost, and at no other time than while LocalAws was away. Whatever it answered counts.
    /// </summary>
    private bool IsOfOutage(Exception error, int before) =>
        (before % 2 != 0 || _outages() != before) && Chain(error).Any(e => e is HttpRequestException or IOException);

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }
}
