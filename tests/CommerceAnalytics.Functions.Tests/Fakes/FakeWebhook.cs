using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Alerts;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>A webhook that remembers what it was told, or refuses.</summary>
internal sealed class FakeWebhook : IAlertWebhook
{
    public List<RunAlert> Told { get; } = [];

    public Failure? Refusal { get; set; }

    public Task SendAsync(RunAlert alert, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
            throw new FailureException(Refusal);
        Told.Add(alert);
        return Task.CompletedTask;
    }
}
