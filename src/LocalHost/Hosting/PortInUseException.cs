namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>Another process listens on the port that the host was to serve; nothing was started.</summary>
/// <param name="port">The port.</param>
/// <param name="inner">What the system said.</param>
internal sealed class PortInUseException(int port, Exception? inner = null)
    : Exception($"Port {port} on 127.0.0.1 is in use by another process. Stop that process, or choose another port with --port.", inner)
{
    /// <summary>The port.</summary>
    public int Port => port;
}
