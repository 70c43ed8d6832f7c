using Grpc.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommerceAnalytics.Functions.Http.Health;

/// <summary>
/// A check whose answer counts for a while: however many probes come, AWS and the task hub are asked once. A bad answer
/// counts for less time than a good one, so that it is soon seen to be over.
/// </summary>
/// <param name="name">The check's name.</param>
/// <param name="goodFor">How long a good answer counts.</param>
internal sealed class RememberedCheck(string name, TimeSpan goodFor, TimeProvider time) : IDisposable
{
    /// <summary>How long an answer may take: less than a probe commonly waits (10 s and more).</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>How long a bad answer counts.</summary>
    public static readonly TimeSpan BadFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _one = new(1, 1);
    private HealthCheck? _last;

    /// <summary>The answer that counts, or what the check finds now. Throws only when the caller goes away.</summary>
    /// <param name="check">The check; may throw anything.</param>
    /// <param name="cancellationToken">The caller goes away.</param>
    public async Task<HealthCheck> AskAsync(
        Func<CancellationToken, Task<Finding>> check,
        CancellationToken cancellationToken
    )
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && time.GetUtcNow() < last.CheckedAt + GoodFor(last.Level))
                return last;
            var found = await FindAsync(check, cancellationToken);
            return _last = new(name, found.Level, found.Reason, found.Remedy, time.GetUtcNow());
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private TimeSpan GoodFor(HealthStatus level) => level == HealthStatus.Unhealthy ? BadFor : goodFor;

    private async Task<Finding> FindAsync(
        Func<CancellationToken, Task<Finding>> check,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // What does not listen to the token is left alone, and its answer to nobody.
            return await check(either.Token).WaitAsync(either.Token);
        }
        catch (FailureException e)
        {
            return Finding.Unhealthy(e.Failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Unhealthy(TooSlow());
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Unhealthy(Unexpected(e));
        }
    }

    private static Failure TooSlow() =>
        new(
            "NoAnswer",
            $"There was no answer within {Limit.TotalSeconds:0} seconds.",
            "Look whether the network lets the app through (DNS, firewall, private endpoints) and at the service's health page."
        );

    private static Failure Unexpected(Exception exception)
    {
        if (exception is RpcException { StatusCode: var code })
            return new("TaskHubUnavailable", $"The task hub answered {code}.", TaskHubAdvice);
        return new("Unexpected", $"The check ended with {exception.GetType().Name}.", TaskHubAdvice);
    }

    private const string TaskHubAdvice =
        "Look at the state of the storage account that the app names as AzureWebJobsStorage, and at the app's log.";
}
