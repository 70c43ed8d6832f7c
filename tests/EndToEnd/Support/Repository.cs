namespace EndToEnd.Support;

/// <summary>Where the tests find the source tree, and the shared folder beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The real events, or null where the shared folder is not there.</summary>
    public static string? RealEvents
    {
        get
        {
            var archive = Path.Combine(Root, "..", "shared", "data", "online-retail-lake.tar.gz");
            return File.Exists(archive) ? archive : null;
        }
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}

/// <summary>A test on the real events; skipped where ../shared is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealEventsFactAttribute : FactAttribute
{
    public RealEventsFactAttribute()
    {
        if (Repository.RealEvents is null)
        {
            Skip = "needs ../shared/data/online-retail-lake.tar.gz beside the repository";
        }
    }
}
