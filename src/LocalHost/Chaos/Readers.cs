using System.Collections.Concurrent;
using Amazon.Runtime;
using CommerceAnalytics.Failures;
using CommerceAnalytics.LocalHost.Lake;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>Readers that query all tables all the time, and know what each may show.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int AtOnce = 2;

    // Readers that leave the pipeline no processor would show less of it, not more.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> problems = new();
    private readonly Func<string, string, bool> isWhole;
    private readonly Func<int> outages;
    private readonly AthenaSession athena;
    private readonly string database;
    private readonly TimeProvider time;
    private readonly List<Task> reading;
    private int reads;

    /// <summary>Begins to read.</summary>
    /// <param name="athena">Athena.</param>
    /// <param name="database">Database of the tables.</param>
    /// <param name="isWhole">Whether a table may show these contents.</param>
    /// <param name="outages">How often LocalAws went away or came back so far; odd while it is away.</param>
    /// <param name="time">Clock.</param>
    public Readers(
        AthenaSession athena,
        string database,
        Func<string, string, bool> isWhole,
        Func<int> outages,
        TimeProvider time
    )
    {
        (this.athena, this.database, this.isWhole, this.outages, this.time) = (
            athena,
            database,
            isWhole,
            outages,
            time
        );
        reading = [.. Enumerable.Range(0, AtOnce).Select(number => Task.Run(() => ReadAsync(number)))];
    }

    public int Reads => reads;

    /// <summary>Ends reading.</summary>
    /// <returns>What readers saw that they must not, and queries that failed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(reading);
        return [.. problems.Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task ReadAsync(int number)
    {
        for (var at = number * ChaosSettings.Tables.Count / AtOnce; !stop.IsCancellationRequested; at++)
        {
            var (table, before) = (ChaosSettings.Tables[at % ChaosSettings.Tables.Count], outages());
            try
            {
                var contents = await TableContents.ReadAsync(athena, database, table, stop.Token);
                Interlocked.Increment(ref reads);
                if (!isWhole(table, contents))
                    problems.Enqueue($"a reader saw {contents} in {table}, which is neither the old table nor the new");
                await Task.Delay(Breath, time, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (IsOfOutage(e, before))
            {
                // LocalAws was away: nothing is wrong with the table.
                await Task.Delay(Breath, time, CancellationToken.None);
            }
            catch (Exception e)
                when (e is FailureException or AmazonClientException or HttpRequestException or IOException)
            {
                problems.Enqueue(
                    $"a reader of {table} failed: {(e as FailureException)?.Failure.Code ?? e.GetType().Name}: {e.Message}"
                );
            }
        }
    }

    /// <summary>A connection that was lost, and at no other time than while LocalAws was away. Whatever it answered counts.</summary>
    private bool IsOfOutage(Exception error, int before) =>
        (before % 2 != 0 || outages() != before) && Chain(error).Any(e => e is HttpRequestException or IOException);

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }
}
