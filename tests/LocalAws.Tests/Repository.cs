namespace LocalAws.Tests;

/// <summary>Where the tests find the source tree.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
