namespace EndToEnd.Pasted;

/// <summary>The runbook's exercise on one machine is run as it stands there, line by line.</summary>
public sealed class RunbookTests
{
    [ShellFact("curl", "jq")]
    public async Task Practice_FollowedLiterally_Works()
    {
        var lines = PageBlocks.Read("bash", "docs/operate/runbook.md", "## Practise it all on one machine");
        lines.Count.ShouldBeGreaterThan(40, "the section, or its blocks, are no longer where this test looks for them");
        using var terminal = new Terminal();
        File.CreateSymbolicLink(terminal.File("deploy"), Path.Combine(Repository.Root, "deploy"));

        var (exitCode, output, errors) = await terminal.PasteAsync("commerce-analytics", "program \"$@\"", lines);

        var said = $"{output}\n{errors}";
        exitCode.ShouldBe(0, said);
        said.ShouldContain("Query exhausted resources at this scale factor");
        said.ShouldContain("run commerce-");
    }
}
