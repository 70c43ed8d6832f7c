using CommerceAnalytics.LocalHost.Display;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Prints what a command found, for people and as JSON; standard output is the JSON's alone where it was asked for
/// there.
/// </summary>
internal static class Findings
{
    /// <param name="surroundings">Where to.</param>
    /// <param name="target">Null for no JSON, <c>-</c> for standard output, else a file.</param>
    /// <param name="json">The findings as one line.</param>
    /// <param name="show">Shows them to people.</param>
    public static async Task PrintAsync(
        Surroundings surroundings,
        string? target,
        string json,
        Action<IAnsiConsole> show
    )
    {
        var (writer, isTerminal) =
            target == "-"
                ? (surroundings.Error, surroundings.ErrorIsTerminal)
                : (surroundings.Out, surroundings.OutIsTerminal);
        show(Consoles.For(writer, isTerminal, surroundings.NoColor));
        await WriteAsync(surroundings, target, json);
    }

    /// <summary>Writes one line of JSON to where it was asked for.</summary>
    /// <exception cref="FailureException">The file cannot be written; what it would say has been shown.</exception>
    private static async Task WriteAsync(Surroundings surroundings, string? target, string json)
    {
        try
        {
            if (target == "-")
                await surroundings.Out.WriteLineAsync(json);
            else if (target is not null)
                await File.WriteAllTextAsync(target, json + "\n");
        }
        catch (Exception e) when (target is not ("-" or null) && e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(
                new(
                    "FileNotWritten",
                    $"All was done, but --json '{target}' could not be written: {e.Message}",
                    "What was found is shown above. Name a file that you may write."
                ),
                e
            );
        }
    }
}
