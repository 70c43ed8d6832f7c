using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Retry;

/// <summary>Why an orchestration failed, as a client sees it.</summary>
internal static class InstanceFailures
{
    private const string AfterType = ": ";

    /// <summary>The failure of an instance that was read with its output; null of one that did not fail.</summary>
    /// <remarks>
    /// On Azure Storage the details are not there: the output has type and message in one text,
    /// <c>System.TimeoutException: ...</c>.
    /// </remarks>
    public static TaskFailureDetails? Of(OrchestrationMetadata instance)
    {
        if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
            return null;
        return instance.FailureDetails ?? FromText(instance.SerializedOutput ?? "");
    }

    private static TaskFailureDetails FromText(string text)
    {
        var end = text.IndexOf(AfterType, StringComparison.Ordinal);
        return end < 0
            ? new(nameof(Exception), text, StackTrace: null, InnerFailure: null, Properties: null)
            : new(
                text[..end],
                text[(end + AfterType.Length)..],
                StackTrace: null,
                InnerFailure: null,
                Properties: null
            );
    }
}
