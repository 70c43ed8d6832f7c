using System.Reflection;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>
/// The program as it was built, which this test's own output has a copy of, but not of the app beside it.
/// </summary>
internal static class BuiltProgram
{
    /// <summary>The published app that was built with the program.</summary>
    public static string AppFolder { get; } =
        Path.Combine(
            typeof(BuiltProgram)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(metadata => metadata.Key == "ProgramFolder")
                .Value!,
            "app"
        );
}
