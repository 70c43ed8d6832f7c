using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>Makes the consoles that tables and live displays are written to.</summary>
internal static class Consoles
{
    /// <summary>Wide enough that no row of a table is wrapped where lines are read by programs.</summary>
    private const int NoTerminalWidth = 4_000;

    /// <param name="writer">Where to.</param>
    /// <param name="isTerminal">Whether a person looks at it.</param>
    /// <param name="noColor">Whether colours are unwanted.</param>
    public static IAnsiConsole For(TextWriter writer, bool isTerminal, bool noColor)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal && !noColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!isTerminal)
            console.Profile.Width = NoTerminalWidth;
        return console;
    }
}
