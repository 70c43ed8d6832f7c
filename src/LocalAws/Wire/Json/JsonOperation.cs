using System.Text.Json;
using LocalAws.Signing;

namespace LocalAws.Wire.Json;

/// <summary>One operation of a JSON service.</summary>
internal sealed class JsonOperation
{
    private readonly Func<byte[], Caller, object?> _invoke;

    private JsonOperation(Func<byte[], Caller, object?> invoke) => _invoke = invoke;

    public static JsonOperation Of<TRequest>(Func<TRequest, object?> operation)
        where TRequest : class => new((body, _) => operation(Read<TRequest>(body)));

    /// <summary>An operation that must know who asks.</summary>
    public static JsonOperation Of<TRequest>(Func<TRequest, Caller, object?> operation)
        where TRequest : class => new((body, caller) => operation(Read<TRequest>(body), caller));

    /// <summary>The same operation, after something that may refuse it.</summary>
    public JsonOperation After(Action check) =>
        new(
            (body, caller) =>
            {
                check();
                return _invoke(body, caller);
            }
        );

    /// <summary>Runs the operation; null answers with an empty object.</summary>
    public object Invoke(byte[] body, Caller caller) => _invoke(body, caller) ?? new object();

    private static T Read<T>(byte[] body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body.Length == 0 ? "{}"u8 : body, AwsJson.Options)
                ?? throw new AwsException(
                    "SerializationException",
                    "Start of structure or map found where not expected."
                );
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // The reader's own words name types of this program.
            var where = e is JsonException { Path: { Length: > 0 } path } ? $" at {path}" : "";
            throw new AwsException(
                "SerializationException",
                $"The request body is not what the operation takes{where}."
            );
        }
    }
}
