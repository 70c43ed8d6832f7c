namespace Deploy.Tests.Support;

/// <summary>Where the tests find what is deployed.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "CommerceAnalytics.sln"))
            ? folder
            : Find(System.IO.Path.GetDirectoryName(folder)!);
}
