using System.CommandLine;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary>Where, for benchmarks that measure a disk.</summary>
internal static class BenchFolderOption
{
    public static readonly Option<string> Folder = new("--folder")
    {
        Description =
            "A folder on the disk that is to be measured; what is written there is removed.  [default: the current folder]",
        HelpName = "DIR",
    };

    /// <summary>The folder that the option names; one that is not there is a problem of the input.</summary>
    public static string Of(Inputs inputs)
    {
        var folder = Path.GetFullPath(inputs.Text(Folder) ?? ".");
        if (!Directory.Exists(folder))
            inputs.Add($"{Folder.Name} '{folder}' is not there.");
        return folder;
    }
}
