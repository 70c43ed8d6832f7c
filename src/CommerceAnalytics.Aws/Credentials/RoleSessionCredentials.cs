using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>
/// The process's one set of role credentials. Renewed ahead of expiry by one caller while the others go on with the
/// session they have; a renewal that fails is no failure as long as that session holds.
/// </summary>
internal sealed partial class RoleSessionCredentials(
    IRoleSessions sessions,
    RoleSessionName name,
    TimeProvider time,
    ILogger<RoleSessionCredentials> log
) : AWSCredentials, IDisposable
{
    /// <summary>
    /// How long before its expiry a session is renewed: longer than any request, its retries included, takes.
    /// </summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>How long a renewal that failed is left alone while the session holds.</summary>
    internal static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile RoleSession? _session;
    private long _notBefore;

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var session = _session;
        if (IsFresh(session))
            return session!.Credentials;
        if (IsValid(session))
        {
            // Somebody renews already: this session is good enough for one more request.
            if (!await _gate.WaitAsync(TimeSpan.Zero))
                return session!.Credentials;
        }
        else
        {
            await _gate.WaitAsync();
        }

        try
        {
            return (await RenewAsync()).Credentials;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Drops a session that AWS calls expired before its time (revoked, or by a clock that is not AWS's): the next call
    /// opens another. Without it every call until its renewal would be refused.
    /// </summary>
    /// <param name="refused">What came back.</param>
    /// <param name="token">The session token that was sent; null where that is not known.</param>
    public void Forget(Exception refused, string? token)
    {
        if (
            refused is AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" }
            && _session is { } session
            && (token is null || token == session.Credentials.Token)
        )
        {
            // Unless another was opened meanwhile.
            Interlocked.CompareExchange(ref _session, null, session);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<RoleSession> RenewAsync()
    {
        if (_session is { } current && IsFresh(current))
            return current;
        try
        {
            var opened = await sessions.OpenAsync(name.Current);
            LogOpened(opened.Name, opened.ExpiresAt);
            return _session = opened;
        }
        // Read once: it can be forgotten at any moment.
        catch (Exception cause) when (_session is { } held && IsValid(held))
        {
            Volatile.Write(ref _notBefore, (time.GetUtcNow() + RetryPause).UtcTicks);
            LogKept(cause, held.Name, held.ExpiresAt);
            return held;
        }
    }

    private bool IsValid(RoleSession? session) => session is not null && time.GetUtcNow() < session.ExpiresAt;

    private bool IsFresh(RoleSession? session) =>
        IsValid(session)
        && ((time.GetUtcNow() < session!.ExpiresAt - Ahead && session.Name == name.Current) || IsBackingOff());

    private bool IsBackingOff() => time.GetUtcNow().UtcTicks < Volatile.Read(ref _notBefore);

    [LoggerMessage(
        2001,
        LogLevel.Information,
        "Role session {Session} opened, expires {ExpiresAt:O}",
        EventName = "RoleSessionOpened"
    )]
    private partial void LogOpened(string session, DateTimeOffset expiresAt);

    [LoggerMessage(
        2002,
        LogLevel.Warning,
        "The role could not be taken on anew; session {Session} holds until {ExpiresAt:O}",
        EventName = "RoleSessionKept"
    )]
    private partial void LogKept(Exception cause, string session, DateTimeOffset expiresAt);
}
