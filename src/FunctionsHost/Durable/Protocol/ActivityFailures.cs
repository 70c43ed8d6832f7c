using DurableTask.Core;
using FunctionsHost.Workers;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>Why a function in an isolated worker failed.</summary>
internal static class ActivityFailures
{
    /// <summary>
    /// The worker's durable extension writes the details as JSON into the first line of the exception's message.
    /// Without that, as from a worker in another language, they are taken from the usual text of an exception: <c>Type:
    /// message</c>.
    /// </summary>
    public static FailureDetails Read(InvocationFailure failure) => Structured(failure.Message) ?? Plain(failure);

    private static FailureDetails? Structured(string message)
    {
        var firstLine = FirstLine(message);
        if (!firstLine.StartsWith('{'))
            return null;
        try
        {
            return FailureProtobuf.FromProtobuf(JsonParser.Default.Parse<P.TaskFailureDetails>(firstLine));
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            // A message of the app's own that only begins like JSON.
            return null;
        }
    }

    private static FailureDetails Plain(InvocationFailure failure)
    {
        if (failure.Type is { Length: > 0 } type)
            return Details(type, failure.Message, failure);
        var line = FirstLine(failure.Message);
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            return Details("(unknown)", failure.Message, failure);
        return Details(line[..colon].TrimEnd(), line[(colon + 2)..].TrimEnd(), failure);
    }

    private static FailureDetails Details(string type, string message, InvocationFailure failure) =>
        new(type, message, failure.StackTrace, innerFailure: null, isNonRetriable: false);

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }
}
