using System.Security.Cryptography;
using System.Text.Json;
using LocalAws.Signing;
using LocalAws.State;

namespace LocalAws.Sts;

/// <summary>Temporary credentials as STS hands them out.</summary>
internal sealed record Session(
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset Expires,
    Caller Caller
);

/// <summary>Sessions on disk: credentials that a client holds go on working when LocalAws is started again.</summary>
internal sealed class SessionStore(string path, TimeProvider time) : IDisposable
{
    // A day past their expiry sessions are forgotten; until then a client is told that its token has expired, not that
    // it never was.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly SqliteFile _file = new(path, "sessions");

    public Session Create(Caller caller, TimeSpan duration)
    {
        var keys = AccessKeys.Random("ASIA");
        var token = "IQoJ" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(192));
        var session = new Session(
            keys.AccessKeyId,
            keys.SecretAccessKey,
            token,
            WholeSecond(time.GetUtcNow() + duration),
            caller
        );
        _file.Execute(
            "DELETE FROM sessions WHERE expires < $now",
            ("$now", (time.GetUtcNow() - Memory).ToUnixTimeSeconds())
        );
        _file.Execute(
            "INSERT INTO sessions VALUES ($id, $expires, $definition)",
            ("$id", session.AccessKeyId),
            ("$expires", session.Expires.ToUnixTimeSeconds()),
            ("$definition", JsonSerializer.Serialize(session))
        );
        return session;
    }

    public SigningKey? FindKey(string accessKeyId)
    {
        var session = _file
            .Query(
                "SELECT definition FROM sessions WHERE access_key_id = $id",
                r => JsonSerializer.Deserialize<Session>(r.GetString(0))!,
                ("$id", accessKeyId)
            )
            .FirstOrDefault();
        if (session is null)
            return null;
        return new(session.SecretAccessKey, session.SessionToken, session.Expires, session.Caller);
    }

    public void Dispose() => _file.Dispose();

    private static DateTimeOffset WholeSecond(DateTimeOffset t) =>
        DateTimeOffset.FromUnixTimeSeconds(t.ToUnixTimeSeconds());
}
