using System.Net.Sockets;

namespace FunctionsHost.Isolated.Http;

/// <summary>Waits for a worker's own HTTP server, which may start after its event stream.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Ends when the server takes connections.</summary>
    public static async Task ListenedAsync(Uri server, TimeProvider time, CancellationToken cancellation)
    {
        while (!await ListensAsync(server, cancellation))
            await Task.Delay(ConnectInterval, time, cancellation);
    }

    private static async Task<bool> ListensAsync(Uri server, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
