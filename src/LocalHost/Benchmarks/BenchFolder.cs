namespace CommerceAnalytics.LocalHost.Benchmarks;

/// <summary>A folder for the time of a benchmark, below the current one.</summary>
internal sealed class BenchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.GetFullPath($".bench-{Environment.ProcessId}")).FullName;

    /// <summary>A folder in it, for one part of the benchmark.</summary>
    public string Part(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
