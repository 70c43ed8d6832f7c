using System.Globalization;
using System.Text;
using DurableTask.Core;
using DurableTask.Core.Middleware;

namespace FunctionsHost.Durable;

/// <summary>
/// An orchestration whose custom status is longer than the Functions host allows, 16 KB of UTF-16, fails.
/// </summary>
internal static class CustomStatusLimit
{
    private const int Bytes = 16 * 1024;

    public static void Apply(DispatchMiddlewareContext context)
    {
        var status = context.GetProperty<OrchestratorExecutionResult>()?.CustomStatus;
        var length = status is null ? 0 : Encoding.Unicode.GetByteCount(status);
        if (length <= Bytes)
            return;
        var kilobytes = (length / 1024.0).ToString("N2", CultureInfo.InvariantCulture);
        var message = $"CustomStatus is too large: limit = 16 KB (UTF-16), actual = {kilobytes} KB.";
        context.SetProperty(FailedOrchestration.Because(typeof(ArgumentException).FullName!, message));
    }
}
