using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Points a live table at a checked version. Can run twice, at any line, with the same result.</summary>
/// <param name="publisher">Steps of a publication.</param>
public sealed class PublishTableActivity(Publisher publisher)
{
    /// <summary>
    /// Completes the version's record and publishes it; one for history alone is only marked. What is superfluous then
    /// goes when the whole service is done.
    /// </summary>
    /// <param name="input">What was built.</param>
    [Function(FunctionNames.PublishTable)]
    public Task<Outcome<PublishResult>> RunAsync(
        [ActivityTrigger] PublishInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.ServiceName, input.QueryType);
        return Attempt.RunAsync(() => PublishAsync(input, cancellationToken));
    }

    private async Task<PublishResult> PublishAsync(PublishInput input, CancellationToken cancellationToken)
    {
        if (!input.Run.IsHistoryOnly)
            return await publisher.PublishAsync(input.Version(), input.Run.Force, cancellationToken);
        await publisher.MarkForHistoryAsync(input.Version(), cancellationToken);
        return new();
    }
}

/// <summary>A version that was built and checked.</summary>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
/// <param name="QueryMs">How long the query took, queue included, in milliseconds.</param>
public sealed record PublishInput(
    RunScope Run,
    string ServiceName,
    string QueryType,
    int Attempt,
    long Rows,
    DateTimeOffset WrittenAt,
    long QueryMs
)
{
    /// <summary>What holds it; null where it is published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? HeldFor { get; init; }

    /// <summary>Findings that are accepted from now on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }

    internal BuiltVersion Version() =>
        new(Run, Run.Plan(ServiceName, QueryType, Attempt), Rows, WrittenAt, QueryMs)
        {
            HeldFor = HeldFor,
            Accepted = Accepted,
        };
}

/// <summary>What came of a publication.</summary>
/// <param name="Later">Set where the live table shows a later date and was left as it is.</param>
public sealed record PublishResult(Failure? Later = null);
