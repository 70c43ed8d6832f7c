using System.CommandLine;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Benchmarks;

/// <summary>A folder for the time of a benchmark.</summary>
/// <param name="parent">The folder that it is made in; is there.</param>
internal sealed class BenchFolder(string parent = ".") : IDisposable
{
    /// <summary>Where, for benchmarks that measure a disk.</summary>
    public static readonly Option<string> Option = new("--folder")
    {
        Description =
            "A folder on the disk that is to be measured; what is written there is removed.  [default: the current folder]",
        HelpName = "DIR",
    };

    public string Path { get; } =
        Directory
            .CreateDirectory(
                System.IO.Path.GetFullPath(System.IO.Path.Combine(parent, $".bench-{Environment.ProcessId}"))
            )
            .FullName;

    /// <summary>The folder that <see cref="Option"/> names; one that is not there is a problem of the input.</summary>
    public static string Asked(Inputs inputs)
    {
        var folder = System.IO.Path.GetFullPath(inputs.Text(Option) ?? ".");
        if (!Directory.Exists(folder))
            inputs.Add($"{Option.Name} '{folder}' is not there.");
        return folder;
    }

    /// <summary>A folder in it, for one part of the benchmark.</summary>
    public string Part(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
