namespace Deploy.Tests.Scripts;

/// <summary>
/// Stands in for the Azure CLI: writes down what it was asked, and answers by the first rule whose words all stand in
/// the question. As the real one it sets no nested property of an application.
/// </summary>
internal sealed class FakeAz : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-az-");

    private readonly string _rules;
    private string _refusals =
        "\"ad app update\"*\" --set \"*.*=*) echo \"Couldn't find it in the body\" >&2; exit 1 ;;\n";

    public FakeAz(params (string Words, string Answer)[] rules)
    {
        _rules = string.Concat(
            rules.Select(rule =>
                $"  *\"{rule.Words.Replace(" ... ", "\"*\"", StringComparison.Ordinal)}\"*) echo \"{rule.Answer}\" ;;\n"
            )
        );
        WriteAz();
    }

    /// <summary>What was asked, one question a line.</summary>
    public IReadOnlyList<string> Asked => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(_folder.FullName, "asked");

    /// <summary>Fails the first so many questions that hold these words.</summary>
    public void Refuse(string words, int times)
    {
        var asked = $"$(grep -cF -- '{words}' '{Log}')";
        _refusals += $"  *\"{words}\"*) [ {asked} -gt {times} ] || {{ echo 'not yet' >&2; exit 1; }} ;;\n";
        WriteAz();
    }

    /// <summary>Adds another program that does nothing but say that it was called.</summary>
    public void Stub(string program, string body) =>
        Write(program, $"#!/usr/bin/env bash\necho \"{program} $*\" >> '{Log}'\n{body}\n");

    public Task<Tool> RunAsync(string script, string[] arguments, params (string Name, string? Value)[] environment) =>
        Tool.RunAsync(
            "bash",
            Repository.Root,
            [Repository.Path(script), .. arguments],
            [
                ("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"),
                ("RETRY_PAUSE_SECONDS", "0"),
                .. environment,
            ]
        );

    public void Dispose() => _folder.Delete(recursive: true);

    private void WriteAz() =>
        Write(
            "az",
            $"#!/usr/bin/env bash\necho \"$*\" >> '{Log}'\ncase \"$*\" in\n{_refusals}esac\ncase \"$*\" in\n{_rules}esac\n"
        );

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
