using DurableTask.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>Details of a failure in both directions, with all that caused it.</summary>
internal static class FailureProtobuf
{
    public static P.TaskFailureDetails? ToProtobuf(FailureDetails? failure)
    {
        if (failure is null)
            return null;
        var details = new P.TaskFailureDetails
        {
            ErrorType = failure.ErrorType ?? "",
            ErrorMessage = failure.ErrorMessage ?? "",
            StackTrace = failure.StackTrace,
            InnerFailure = ToProtobuf(failure.InnerFailure),
            IsNonRetriable = failure.IsNonRetriable,
        };
        foreach (var (name, value) in failure.Properties ?? new Dictionary<string, object?>())
            details.Properties[name] = ValueProtobuf.ToProtobuf(value);
        return details;
    }

    public static FailureDetails? FromProtobuf(P.TaskFailureDetails? details)
    {
        if (details is null)
            return null;
        return new FailureDetails(
            details.ErrorType,
            details.ErrorMessage,
            details.StackTrace,
            FromProtobuf(details.InnerFailure),
            details.IsNonRetriable,
            details.Properties.ToDictionary(each => each.Key, each => ValueProtobuf.FromProtobuf(each.Value))
        );
    }
}
