namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>A folder for the time of a benchmark.</summary>
/// <param name="parent">The folder that it is made in; is there.</param>
internal sealed class BenchFolder(string parent = ".") : IDisposable
{
    public string Path { get; } =
        Directory
            .CreateDirectory(
                System.IO.Path.GetFullPath(System.IO.Path.Combine(parent, $".bench-{Environment.ProcessId}"))
            )
            .FullName;

    /// <summary>A folder in it, for one part of the benchmark.</summary>
    public string Part(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
