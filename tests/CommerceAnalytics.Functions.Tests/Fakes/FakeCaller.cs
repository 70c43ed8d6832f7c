using CommerceAnalytics.Aws.Credentials;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>STS by script.</summary>
internal sealed class FakeCaller : ICallerIdentity
{
    public const string Arn = "arn:aws:sts::123456789012:assumed-role/pipeline/session";

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What it answers.</summary>
    public Func<Task<string>> Answer { get; set; } = () => Task.FromResult(Arn);

    public Task<string> CallerAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Answer();
    }
}
