using CommerceAnalytics.Digests;
using CommerceAnalytics.Functions.Alerts;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>A webhook that remembers what it was told, or refuses.</summary>
internal sealed class FakeWebhook : IAlertWebhook
{
    public List<RunAlert> Told { get; } = [];

    public List<Digest> Digests { get; } = [];

    public Failure? Refusal { get; set; }

    public Task SendAsync(RunAlert alert, CancellationToken cancellationToken) => Take(() => Told.Add(alert));

    public Task SendAsync(Digest digest, CancellationToken cancellationToken) => Take(() => Digests.Add(digest));

    private Task Take(Action remember)
    {
        if (Refusal is not null)
            throw new FailureException(Refusal);
        remember();
        return Task.CompletedTask;
    }
}
