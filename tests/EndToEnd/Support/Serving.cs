using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Support;

/// <summary>
/// A running <c>serve</c>: its addresses and keys as it printed them, and an HTTP client with the function key.
/// </summary>
internal sealed class Serving : IAsyncDisposable
{
    /// <summary>
    /// Hour (UTC) at which the nightly timer fires: half a day from now, so that it never does while a test looks at
    /// the runs.
    /// </summary>
    public static readonly int TimerHour = (TimeProvider.System.GetUtcNow().Hour + 12) % 24;

    /// <summary>The setting for that.</summary>
    public static readonly string TimerSchedule = $"0 0 {TimerHour} * * *";

    private const string MasterKeyLine = "master key: ";
    private const string EndpointLine = "export AWS_ENDPOINT_URL=";

    private readonly Process _process;
    private readonly string[] _readyLines;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Serving(Process process, int port, string[] readyLines)
    {
        _process = process;
        _readyLines = readyLines;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    public string FunctionKey => Printed("function key: ");

    /// <summary>The value of an <c>export</c> line.</summary>
    public string Exported(string variable) => Printed($"export {variable}=");

    public string MasterKey => Printed(MasterKeyLine);

    public string Log
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static async Task<Serving> StartAsync(string lake, params string[] more)
    {
        var port = FreePort.Take();
        string[] arguments =
        [
            "serve",
            "--lake",
            lake,
            "--port",
            $"{port}",
            "--aws-port",
            $"{FreePort.Take()}",
            "--set",
            $"CommerceSchedule={TimerSchedule}",
            .. more,
        ];
        return await StartAsync(CommandLine.StartInfo(arguments), port, MasterKeyLine, EndpointLine);
    }

    /// <summary>LocalAws alone, for hosts that share it.</summary>
    public static Task<Serving> StartAwsAsync(string lake)
    {
        var port = FreePort.Take();
        return StartAsync(CommandLine.StartInfo("aws", "--lake", lake, "--aws-port", $"{port}"), port, EndpointLine);
    }

    /// <summary>A host that has neither lake nor LocalAws: its environment says where they are.</summary>
    public static Task<Serving> StartHostAsync(ProcessStartInfo info, int port) =>
        StartAsync(info, port, MasterKeyLine);

    private static async Task<Serving> StartAsync(ProcessStartInfo info, int port, params string[] readyLines)
    {
        var serving = new Serving(Process.Start(info)!, port, readyLines);
        serving.Read();
        await serving._ready.Task.WaitAsync(TimeSpan.FromMinutes(1));
        if (readyLines.Contains(MasterKeyLine))
            serving.Http.DefaultRequestHeaders.Add("x-functions-key", serving.FunctionKey);
        return serving;
    }

    public async Task<JsonElement> GetAsync(string address)
    {
        using var response = await Http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> WaitForEndAsync(string statusQueryGetUri)
    {
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var status = await GetAsync(statusQueryGetUri);
            if (status.GetProperty("runtimeStatus").GetString() is "Completed" or "Failed" or "Terminated")
            {
                return status;
            }

            await tick.WaitForNextTickAsync(timeLimit.Token);
        }
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Http.Dispose();
    }

    private void Read()
    {
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"serve ended:\n{Log}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
            if (_readyLines.All(start => _lines.Exists(l => l.StartsWith(start, StringComparison.Ordinal))))
            {
                _ready.TrySetResult();
            }
        }
    }

    private string Printed(string start)
    {
        lock (_lines)
        {
            return _lines.First(l => l.StartsWith(start, StringComparison.Ordinal))[start.Length..];
        }
    }
}
