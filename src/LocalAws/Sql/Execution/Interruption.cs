using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace LocalAws.Sql.Execution;

/// <summary>
/// Breaks off what a connection runs once a token is cancelled. DuckDB forgets an interrupt that comes between two of its statements, or just before
/// one begins: so it is told again until this is disposed, by the machine's own clock, since it is the machine that works.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly DuckDBConnection connection;
    private readonly CancellationTokenRegistration registration;
    private ITimer? timer;
    private bool ended;

    public Interruption(DuckDBConnection connection, CancellationToken cancellationToken)
    {
        this.connection = connection;
        registration = cancellationToken.Register(Begin);
    }

    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            ended = true;
            timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (gate)
        {
            if (!ended)
                timer = TimeProvider.System.CreateTimer(_ => Interrupt(), state: null, TimeSpan.Zero, Again);
        }
    }

    private void Interrupt()
    {
        lock (gate)
        {
            if (!ended)
                NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection);
        }
    }
}
