namespace FunctionsHost.Tests.Hosting;

/// <summary>A folder that is gone after its test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("functions-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
