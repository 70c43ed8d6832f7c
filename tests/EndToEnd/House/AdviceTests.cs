using System.Text.RegularExpressions;

namespace EndToEnd.House;

/// <summary>What the program tells people to do must do no harm when it is done alone.</summary>
public sealed partial class AdviceTests
{
    /// <summary>
    /// A later <c>MinDataDate</c> takes all days before it from every window: no text of the program may propose it.
    /// </summary>
    [Fact]
    public void Texts_OfTheProgram_DoNotProposeALaterMinDataDate() =>
        Lines().Where(line => MovesMinDataDate().IsMatch(line)).ShouldBeEmpty();

    /// <summary>
    /// An act on what is there, as the first thing that a text says: the look at whether it is the right one comes
    /// first.
    /// </summary>
    [Fact]
    public void Texts_OfTheProgram_DoNotBeginWithWhatCannotBeTakenBack() =>
        Lines().Where(line => BeginsWithHarm().IsMatch(line)).ShouldBeEmpty();

    private static List<string> Lines() =>
        [
            .. Directory
                .GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .SelectMany(file =>
                    File.ReadLines(file)
                        .Select((line, i) => $"{Path.GetRelativePath(Repository.Root, file)}({i + 1}): {line.Trim()}")
                ),
        ];

    [GeneratedRegex(@"(?i:raise|increase|move|set) (CommerceAnalytics:)?MinDataDate")]
    private static partial Regex MovesMinDataDate();

    [GeneratedRegex(
        @"[ (]\$?""(Create|Delete|Drop|Remove|Raise|Turn off|Enable|Disable|Cancel|Terminate|Purge) (it|them|this|the|that)\b"
    )]
    private static partial Regex BeginsWithHarm();
}
