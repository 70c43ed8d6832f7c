namespace Deploy.Tests.Scripts;

/// <summary>
/// Stands in for the Azure CLI: writes down what it was asked, and answers by the first rule whose words all stand in
/// the question.
/// </summary>
internal sealed class FakeAz : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-az-");

    public FakeAz(params (string Words, string Answer)[] rules)
    {
        var cases = string.Concat(
            rules.Select(rule =>
                $"  *\"{rule.Words.Replace(" ... ", "\"*\"", StringComparison.Ordinal)}\"*) echo \"{rule.Answer}\" ;;\n"
            )
        );
        Write("az", $"#!/usr/bin/env bash\necho \"$*\" >> '{Log}'\ncase \"$*\" in\n{cases}esac\n");
    }

    /// <summary>What was asked, one question a line.</summary>
    public IReadOnlyList<string> Asked => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(_folder.FullName, "asked");

    /// <summary>Adds another program that does nothing but say that it was called.</summary>
    public void Stub(string program, string body) =>
        Write(program, $"#!/usr/bin/env bash\necho \"{program} $*\" >> '{Log}'\n{body}\n");

    public Task<Tool> RunAsync(string script, string[] arguments, params (string Name, string? Value)[] environment) =>
        Tool.RunAsync(
            "bash",
            Repository.Root,
            [Repository.Path(script), .. arguments],
            [("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"), .. environment]
        );

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
