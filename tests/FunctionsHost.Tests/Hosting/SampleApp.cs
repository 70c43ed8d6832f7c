using System.Reflection;

namespace FunctionsHost.Tests.Hosting;

/// <summary>The published app that the tests run.</summary>
internal static class SampleApp
{
    public static string Folder { get; } =
        typeof(SampleApp)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "SampleAppFolder")
            .Value!;
}
