using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// The help of the program: its commands, a line each, so that all of them fit one screen of 24 lines by 80 columns. A
/// command's own help tells the rest.
/// </summary>
/// <param name="program">How the program is started.</param>
internal sealed class CommandList(string program) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root)
            return new HelpAction().Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(root.Description);
        output.WriteLine($"Usage: {program} COMMAND [OPTIONS]");
        output.WriteLine($"       {program} COMMAND --help tells all of a command.");
        var commands = root.Subcommands.Where(command => !command.Hidden).ToList();
        var width = commands.Max(command => command.Name.Length);
        foreach (var command in commands)
            output.WriteLine($"  {command.Name.PadRight(width)}  {FirstSentence(command.Description ?? "")}");
        return ExitCode.Done;
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }
}
