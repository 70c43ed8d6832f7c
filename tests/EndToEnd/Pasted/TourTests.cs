using System.Text.RegularExpressions;

namespace EndToEnd.Pasted;

/// <summary>The tour is run as it stands on its page.</summary>
public sealed partial class TourTests
{
    [ShellFact("curl", "jq")]
    public async Task Tour_FollowedLiterally_ShowsWhatItSays()
    {
        var lines = PageBlocks.Read("bash", "docs/try/tour.md");
        lines.Count.ShouldBeGreaterThan(30, "the blocks are no longer where this test looks for them");
        using var terminal = new Terminal();

        var (exitCode, output, errors) = await terminal.PasteAsync("commerce-analytics", "program \"$@\"", lines);

        var said = $"{output}\n{errors}";
        exitCode.ShouldBe(0, said);
        output.ShouldContain("\"code\": \"ResourcesExhausted\"", customMessage: said);
        output.ShouldContain("\"status\": \"succeeded\"", customMessage: said);
        // The week that was built into history, and the night itself.
        Night().Count(output).ShouldBe(8, said);
    }

    [GeneratedRegex(@"^ *20\d\d-\d\d-\d\d +│ +\d+ *$", RegexOptions.Multiline)]
    private static partial Regex Night();
}
