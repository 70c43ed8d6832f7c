using System.Net;
using System.Net.Sockets;

namespace FunctionsHost.Hosting;

/// <summary>Another process listens on the port that the host was to serve; nothing was started.</summary>
/// <param name="port">The port.</param>
/// <param name="inner">What the system said.</param>
public sealed class PortInUseException(int port, Exception? inner = null)
    : Exception(
        $"Port {port} on 127.0.0.1 is in use by another process. Stop that process, or choose another port.",
        inner
    )
{
    /// <summary>The port.</summary>
    public int Port => port;

    /// <summary>
    /// Looks before anything else is begun; whoever takes the port later is met when the host begins to listen.
    /// </summary>
    /// <param name="port">The port; 0, which takes a free one, is never in use.</param>
    /// <exception cref="PortInUseException">Somebody listens there.</exception>
    public static void ThrowIfInUse(int port)
    {
        if (port == 0)
            return;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException(port, e);
        }
    }
}
