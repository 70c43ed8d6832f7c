using System.Collections;
using System.Text;
using CommerceAnalytics.LocalHost.Display;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>What the command line touches of the process it runs in, so that tests can bring their own.</summary>
internal sealed record Surroundings
{
    /// <summary>Results go here and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress and problems go here.</summary>
    public required TextWriter Error { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the program is started, for commands to copy.</summary>
    public string Program { get; init; } = ProgramName.Tool;

    /// <summary>Opens a page in a browser; where it cannot, why.</summary>
    public Func<Uri, CancellationToken, Task<string?>> OpenBrowser { get; init; } =
        (address, cancellationToken) =>
            Browser.OpenAsync(address, Browser.Opener, TimeProvider.System, cancellationToken);

    /// <summary>The published app that was built with this program.</summary>
    public string AppFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "app");

    /// <summary>
    /// How long a lake or a port that is held may take to come free: a process that was killed keeps both until its
    /// memory is gone.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>Whether colours are unwanted: https://no-color.org.</summary>
    public bool NoColor => Variables.TryGetValue("NO_COLOR", out var value) && value.Length > 0;

    /// <summary>Tells an error: its word is red on a terminal.</summary>
    public void TellError(string text) => Tell("error", Color.Red, text);

    /// <summary>Tells a warning: its word is yellow on a terminal.</summary>
    public void TellWarning(string text) => Tell("warning", Color.Yellow, text);

    private void Tell(string word, Color color, string text)
    {
        Consoles.For(Error, ErrorIsTerminal, NoColor).Write(word, new Style(color));
        // Not through the console, which would break long lines: addresses and commands are copied from them.
        Error.WriteLine($": {text}");
    }

    /// <summary>Whether something is so and stays so for as long as our patience lasts.</summary>
    public bool StaysSo(Func<bool> isSo)
    {
        var start = Time.GetTimestamp();
        while (isSo())
        {
            if (Time.GetElapsedTime(start) >= ShutdownTimeout)
                return true;
            Task.Delay(TimeSpan.FromMilliseconds(50), Time).Wait();
        }

        return false;
    }

    public static Surroundings OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        return new Surroundings
        {
            Out = Console.Out,
            Error = Console.Error,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Variables = Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? ""),
            ShutdownTimeout = TimeSpan.FromSeconds(3),
            Program = ProgramName.Of(AppContext.BaseDirectory, Environment.CurrentDirectory),
        };
    }
}
