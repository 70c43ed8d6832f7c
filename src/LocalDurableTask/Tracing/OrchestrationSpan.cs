using System.Diagnostics;
using LocalDurableTask.History;

namespace LocalDurableTask.Tracing;

/// <summary>An orchestration's span during one turn: nothing is written of it before the orchestration has ended.</summary>
/// <param name="Span">The span; null where nothing is traced.</param>
/// <param name="Before">What was going on before the turn.</param>
internal readonly record struct OrchestrationSpan(Activity? Span, Activity? Before) : IDisposable
{
    /// <summary>The orchestration has ended, or goes on under a new history.</summary>
    /// <param name="status">How, in the words of the official SDK.</param>
    /// <param name="failure">Why, where it failed.</param>
    /// <param name="at">When.</param>
    public void End(string status, FailureData? failure, DateTimeOffset at)
    {
        if (Span is null)
            return;
        Span.SetTag(SpanNames.Status, status);
        if (failure is not null)
            Span.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        Span.SetEndTime(at.UtcDateTime).Stop();
    }

    /// <summary>The turn is over.</summary>
    public void Dispose() => Activity.Current = Before;
}
