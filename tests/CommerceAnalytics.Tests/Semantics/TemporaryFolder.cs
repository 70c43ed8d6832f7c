namespace CommerceAnalytics.Tests.Semantics;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("commerce-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
