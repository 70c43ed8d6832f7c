namespace CommerceAnalytics.OneMachine.Tests.Support;

/// <summary>The repository that these tests were built from, for what is tested as it lies there.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string File(string name) => System.IO.Path.Combine(Path, name);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder, "CommerceAnalytics.sln")))
            folder = System.IO.Path.GetDirectoryName(folder)!;
        return folder;
    }
}
