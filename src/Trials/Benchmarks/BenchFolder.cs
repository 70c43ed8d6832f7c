namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>A folder for the time of a benchmark.</summary>
internal sealed class BenchFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    /// <param name="parent">The folder that it is made in; is there.</param>
    /// <exception cref="InvalidInputException">Nothing can be written there.</exception>
    public BenchFolder(string parent = ".")
    {
        Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(parent, $".bench-{Environment.ProcessId}"));
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException([
                $"the folder '{Path}' cannot be made ({e.Message.TrimEnd('.')}): measure in a folder that you may write to.",
            ]);
        }
    }

    public string Path { get; }

    /// <summary>A folder in it, for one part of the benchmark.</summary>
    public string Part(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
