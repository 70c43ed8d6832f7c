using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CommerceAnalytics.LocalHost.Commands.Trials;
using CommerceAnalytics.LocalHost.Summaries;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>The program: its commands, and what happens when none or a wrong one is given.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">As the shell gave them.</param>
    /// <param name="surroundings">Where it runs.</param>
    /// <param name="cancellationToken">Cancelled when the user wants it to stop.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] arguments,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        // No response files: an @ at the beginning of a value is the value's own.
        var parse = Create(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction)
        {
            return parse.CommandResult.Command is LocalCommand command
                ? await command.RunAsync(new Inputs(parse, surroundings), cancellationToken)
                : RefuseUnknown(parse, surroundings);
        }
        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parse.InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("Nightly summaries of a shop's event log in Athena, and the same on one machine.");
        foreach (var command in Commands())
            root.Subcommands.Add(Bound(command, surroundings));
        var list = new CommandList(surroundings.Program);
        root.SetAction(list.Invoke);
        root.Options.OfType<HelpOption>().Single().Action = list;
        return root;
    }

    private static IEnumerable<LocalCommand> Commands() =>
        [
            new RunCommand(),
            new ServeCommand(),
            new AwsCommand(),
            new PlanCommand(),
            new QueryCommand(),
            new NewSummaryCommand(),
            new TestSummaryCommand(),
            new DocsCommand(),
            new CheckCommand(),
            new StatusCommand(),
            new PublishCommand(),
            new RollbackCommand(),
            new BackfillCommand(),
            new CleanCommand(),
            new RemoveServiceCommand(),
            new VerifyCommand(),
            new CompareCommand(),
            new SampleCommand(),
            new ChaosCommand(),
            new ChaosWorkerCommand(),
            new BenchCommand(),
        ];

    private static LocalCommand Bound(LocalCommand command, Surroundings surroundings)
    {
        command.SetAction(
            (parse, cancellationToken) => command.RunAsync(new Inputs(parse, surroundings), cancellationToken)
        );
        foreach (var part in command.Subcommands.OfType<LocalCommand>())
            Bound(part, surroundings);
        return command;
    }

    private static int RefuseUnknown(ParseResult parse, Surroundings surroundings) =>
        Refusal.Tell(surroundings, ProgramName.Tool, "--help", Mistakes.Of(parse));
}
