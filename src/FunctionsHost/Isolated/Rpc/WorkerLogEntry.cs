using System.Collections;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>A log entry of the worker, as structured loggers read it.</summary>
/// <param name="message">The text.</param>
/// <param name="invocationId">The invocation that wrote it; empty outside of one.</param>
internal sealed class WorkerLogEntry(string message, string invocationId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private static readonly KeyValuePair<string, object?> Format = new("{OriginalFormat}", "{Message}");

    private readonly KeyValuePair<string, object?>[] _properties =
        invocationId.Length > 0
            ? [new("Message", message), new("InvocationId", invocationId), Format]
            : [new("Message", message), Format];

    public string Message => message;

    public int Count => _properties.Length;

    public KeyValuePair<string, object?> this[int index] => _properties[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _properties.AsEnumerable().GetEnumerator();

    public override string ToString() => message;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
