namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>How a person starts this program, for commands that can be copied from what it prints.</summary>
internal static class ProgramName
{
    /// <summary>As a tool.</summary>
    public const string Tool = "commerce-analytics";

    private const string Project = "src/LocalHost";

    /// <summary>The command that starts it.</summary>
    /// <param name="programFolder">Where the program lies.</param>
    /// <param name="currentFolder">Where the person is.</param>
    /// <returns>
    /// <c>commerce-analytics</c>; for a program that was built in its repository <c>dotnet run</c> with its project.
    /// </returns>
    public static string Of(string programFolder, string currentFolder)
    {
        // .../src/LocalHost/bin/Release/net10.0/
        var framework = Path.GetFileName(Path.TrimEndingDirectorySeparator(programFolder));
        var build = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(programFolder));
        if (build is null || !framework.StartsWith("net", StringComparison.Ordinal))
            return Tool;
        var bin = Path.GetDirectoryName(build);
        var project = Path.GetDirectoryName(bin);
        if (project is null || Path.GetFileName(bin) != "bin" || !IsProject(project))
            return Tool;
        var configuration = Path.GetFileName(build) == "Debug" ? "" : $" -c {Path.GetFileName(build)}";
        return $"dotnet run{configuration} --project {ShellText.Quoted(Shown(project, currentFolder))} --";
    }

    private static bool IsProject(string folder) =>
        folder.Replace('\\', '/').EndsWith($"/{Project}", StringComparison.Ordinal);

    private static string Shown(string project, string currentFolder)
    {
        var relative = Path.GetRelativePath(currentFolder, project);
        return relative.StartsWith("..", StringComparison.Ordinal) ? project : relative.Replace('\\', '/');
    }
}
