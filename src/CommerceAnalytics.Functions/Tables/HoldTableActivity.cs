using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Keeps a version that the audit holds, instead of publishing it.</summary>
/// <param name="publisher">Steps of a publication.</param>
public sealed class HoldTableActivity(Publisher publisher)
{
    /// <summary>Completes the version's record; the live table is not touched. Can run twice.</summary>
    /// <param name="input">What was built.</param>
    [Function(FunctionNames.HoldTable)]
    public Task<Outcome<Done>> RunAsync([ActivityTrigger] PublishInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType);
        return Attempt.RunAsync(() => publisher.HoldAsync(input.Version(), cancellationToken));
    }
}
