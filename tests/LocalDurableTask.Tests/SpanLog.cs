using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace LocalDurableTask.Tests;

/// <summary>The spans under one span of the test's own: other tests run at the same time.</summary>
internal sealed class SpanLog : IDisposable
{
    private static readonly ActivitySource Source = new("LocalDurableTask.Tests");

    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly SemaphoreSlim more = new(0);
    private readonly ActivityListener listener;
    private readonly Activity root;

    public SpanLog()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name is "Microsoft.DurableTask" or "LocalDurableTask.Tests",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
        root = Source.StartActivity("test")!;
    }

    public IReadOnlyList<Activity> All(string name, ActivityKind kind) =>
        [.. ended.Where(span => span.OperationName == name && span.Kind == kind).OrderBy(span => span.StartTimeUtc)];

    public Activity Single(string name, ActivityKind kind) => All(name, kind).ShouldHaveSingleItem();

    /// <summary>Waits for spans: they end a moment after what they tell of is written.</summary>
    public async Task UntilAsync(string name, ActivityKind kind, int count = 1)
    {
        while (All(name, kind).Count < count)
            await more.WaitAsync(TestHub.Limit());
    }

    /// <summary>The tree, children by name; one span a line.</summary>
    public string Tree()
    {
        var text = new StringBuilder("test\n");
        Write(text, root.SpanId, "  ");
        return text.ToString();
    }

    public void Dispose()
    {
        root.Dispose();
        listener.Dispose();
    }

    private void Write(StringBuilder text, ActivitySpanId parent, string indent)
    {
        foreach (var span in ended.Where(span => span.ParentSpanId == parent).OrderBy(span => $"{span.Kind}{span.OperationName}", StringComparer.Ordinal))
        {
            text.Append(indent).Append(span.Kind).Append(' ').Append(span.OperationName).Append('\n');
            Write(text, span.SpanId, indent + "  ");
        }
    }

    private void Keep(Activity span)
    {
        // Null while the constructor runs: spans of other tests end then, too.
        if (root is null || span.TraceId != root.TraceId)
            return;
        ended.Enqueue(span);
        more.Release();
    }
}
