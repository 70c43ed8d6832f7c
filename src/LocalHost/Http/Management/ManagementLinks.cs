namespace CommerceAnalytics.LocalHost.Http.Management;

/// <summary>The addresses under which an instance is managed. They carry the system key: whoever has them may use them.</summary>
/// <param name="hubName">Name of the task hub.</param>
/// <param name="key">The system key <c>durable_extension</c>.</param>
internal sealed class ManagementLinks(string hubName, string key)
{
    /// <summary>Path of the durable task webhooks.</summary>
    public const string Path = "/runtime/webhooks/durabletask";

    /// <summary>The address of an instance, or of an operation on it.</summary>
    /// <param name="authority">Scheme, host and port, without a slash at the end.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="operation">E.g. <c>suspend</c>; empty for the instance itself.</param>
    /// <param name="parameters">What goes before the parameters that all have, e.g. <c>reason={text}</c>: a template for the caller to fill.</param>
    public string For(string authority, string instanceId, string operation = "", string parameters = "")
    {
        var path = operation.Length == 0 ? Uri.EscapeDataString(instanceId) : $"{Uri.EscapeDataString(instanceId)}/{operation}";
        var before = parameters.Length == 0 ? "" : $"{parameters}&";
        return $"{authority}{Path}/instances/{path}?{before}taskHub={Uri.EscapeDataString(hubName)}&connection=Storage&code={Uri.EscapeDataString(key)}";
    }
}
