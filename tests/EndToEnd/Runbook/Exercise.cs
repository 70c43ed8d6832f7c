namespace EndToEnd.Runbook;

/// <summary>What <c>docs/operate/runbook.md</c> tells to do on one machine.</summary>
internal static class Exercise
{
    private const string Heading = "## Practise it all on one machine";

    /// <summary>The Bash of the section, all blocks in their order.</summary>
    public static string Practice()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operate", "runbook.md"));
        var section = lines
            .SkipWhile(line => line != Heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var (isBash, script) = (false, new List<string>());
        foreach (var line in section)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isBash = line == "```bash";
            else if (isBash)
                script.Add(line);
        }

        script.Count.ShouldBeGreaterThan(
            40,
            "the section, or its blocks, are no longer where this test looks for them"
        );
        return string.Join('\n', script);
    }
}
