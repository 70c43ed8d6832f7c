using System.Text.RegularExpressions;

namespace EndToEnd.Pasted;

/// <summary>The README's lines are run from top to bottom, in one terminal, and print what it shows.</summary>
/// <remarks><c>dotnet run</c> stands for the program as it was built; <c>dotnet test</c> is what runs this.</remarks>
public sealed partial class ReadmeTests
{
    private const string Dotnet =
        "case \"$1\" in run) shift 6; program \"$@\" ;; test) echo \"tests: $*\" ;; *) return 9 ;; esac";

    [ShellFact("curl")]
    public async Task Readme_PastedFromTopToBottom_DoesWhatItSays()
    {
        var lines = PageBlocks.Read("bash", "README.md");
        using var terminal = new Terminal();

        var (exitCode, output, errors) = await terminal.PasteAsync("dotnet", Dotnet, lines);

        exitCode.ShouldBe(0, $"{output}\n{errors}");
        var printed = output.Split('\n').Select(Shape).ToList();
        foreach (var shown in PageBlocks.Read("text", "README.md").Where(line => line.Trim() is not ("" or "...")))
            printed.ShouldContain(Shape(shown), $"the README shows \"{shown}\", but this was printed:\n{output}");
        output.ShouldContain("\"statusQueryGetUri\"");
        output.ShouldEndWith("tests: test\n");
    }

    /// <summary>A printed line without its figures, which are the day's, and without what aligns it.</summary>
    private static string Shape(string line) => Space().Replace(Figure().Replace(line, "0"), " ").Trim();

    [GeneratedRegex("[0-9][0-9.,-]*( [kMG]B)?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s+|─+")]
    private static partial Regex Space();
}
