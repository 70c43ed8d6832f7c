namespace EndToEnd.Kills;

/// <summary>What a run leaves that nobody touched, held against what one left that was killed.</summary>
internal static class Untouched
{
    public static void ShouldBeAs(RunTraces expected, RunTraces run, string which)
    {
        Lines(run.Created).ShouldBe(Lines(expected.Created), which);
        run.Selected.ShouldBe(expected.Selected, which);
        Lines(run.Unsuccessful).ShouldBe("", which);
        Lines(run.Staging).ShouldBe("", which);
        foreach (var (table, rows) in expected.Rows)
            run.Rows[table].ShouldBe(rows, customMessage: $"{table}, {which}");
        run.Rows.Count.ShouldBe(expected.Rows.Count, which);
    }

    public static void ShouldBeComplete(LakeFiles files, RunTraces run, string which)
    {
        var live = Lines(run.Locations.Values.Order(StringComparer.Ordinal));
        Lines(files.Versions).ShouldBe(live, which);
        Lines(run.Nights).ShouldBe(live, which);
        files.Recorded.ShouldBe(15, which);
        files.Report.GetProperty("status").GetString().ShouldBe("succeeded", which);
        files.Report.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(14, which);
        files
            .Report.GetProperty("services")
            .EnumerateArray()
            .SelectMany(service => service.GetProperty("tables").EnumerateArray())
            .Count(table => table.GetProperty("attempts").GetInt32() == 1)
            .ShouldBe(14, which);
    }

    /// <summary>A lake of its own with the same events.</summary>
    public static string Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    private static string Lines(IEnumerable<string> texts) => string.Join('\n', texts);
}
