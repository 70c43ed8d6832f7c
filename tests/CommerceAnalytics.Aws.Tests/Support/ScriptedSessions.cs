using Amazon.Runtime;
using CommerceAnalytics.Aws.Credentials;

namespace CommerceAnalytics.Aws.Tests.Support;

/// <summary>An STS of the test: every session lasts an hour, unless the test lets the next one fail or wait.</summary>
internal sealed class ScriptedSessions(TimeProvider time) : IRoleSessions
{
    public List<string> Names { get; } = [];

    public Exception? Failure { get; set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<RoleSession> OpenAsync(string name)
    {
        Names.Add(name);
        await Gate;
        if (Failure is not null)
            throw Failure;
        return new RoleSession(
            name,
            new ImmutableCredentials($"key-{Names.Count}", "secret", "token"),
            time.GetUtcNow().AddHours(1)
        );
    }
}
