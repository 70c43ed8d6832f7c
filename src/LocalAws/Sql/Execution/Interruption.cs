using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace LocalAws.Sql.Execution;

/// <summary>
/// Breaks off what a connection runs once a token is cancelled. DuckDB forgets an interrupt that comes between two of
/// its statements, or just before one begins: so it is told again until this is disposed, by the machine's own clock,
/// since it is the machine that works.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly DuckDBConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private bool _ended;

    public Interruption(DuckDBConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.Register(Begin);
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_ended)
                _timer = TimeProvider.System.CreateTimer(_ => Interrupt(), state: null, TimeSpan.Zero, Again);
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_ended)
                NativeMethods.Startup.DuckDBInterrupt(_connection.NativeConnection);
        }
    }
}
