namespace CommerceAnalytics.Trials;

/// <summary>
/// The program that this library is a part of, which trials start again in processes of their own: it lies beside the
/// library.
/// </summary>
internal static class ProgramFile
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "commerce-analytics.dll");
}
