using Deploy.Tests.Scripts;

namespace Deploy.Tests.Azd;

/// <summary>The deployment's scripts in a folder of their own, for those that write beside them.</summary>
internal sealed class RepositoryCopy
{
    public RepositoryCopy(DirectoryInfo folder)
    {
        Root = folder.CreateSubdirectory("repository").FullName;
        var scripts = Directory.GetFiles(Repository.Path("deploy"), "*.sh", SearchOption.AllDirectories);
        foreach (var script in scripts)
        {
            var target = Path.Combine(Root, Path.GetRelativePath(Repository.Root, script));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(script, target);
        }
    }

    public string Root { get; }

    public Task<Tool> RunAsync(
        FakeAz az,
        string script,
        string[] arguments,
        params (string Name, string? Value)[] environment
    ) => az.RunAsync(Path.Combine(Root, script), arguments, environment);
}
