using System.CommandLine;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.OneMachine.Settings;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary><c>new-summary</c>: writes the file of a summary to begin with.</summary>
internal sealed class NewSummaryCommand : LocalCommand
{
    public static readonly Argument<string> Summary = new("NAME")
    {
        Description = "Name of the summary: 1 to 40 lower-case letters, digits and _.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public NewSummaryCommand()
        : base(
            "new-summary",
            $"Writes the commented file of a new summary. It works as it stands, and lies in the folder of the setting SummariesFolder: {LocalSettings.SummariesFolder} if it is not set.",
            CommonOptions.Settings,
            CommonOptions.Set
        )
    {
        Arguments.Add(Summary);
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var settings = inputs.Settings();
        if (inputs.Parse.GetValue(Summary) is not { Length: > 0 } name)
        {
            inputs.Add("no name is given: write, for example, new-summary cart_pages.");
            inputs.Refuse();
            return ExitCode.Refused;
        }

        var folder = settings.Commerce.SummariesFolder ?? LocalSettings.SummariesFolder;
        var shown = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(folder));
        var file = NewSummaryFile.Of(name, shown, settings.Commerce, inputs.Add);
        inputs.Refuse();

        await file.WriteAsync(cancellationToken);
        PrintNext(inputs.Surroundings, name, file.Path, Repeated(inputs));
        return ExitCode.Done;
    }

    // A setting that stands in no file has to be given each time.
    private static string Repeated(Inputs inputs)
    {
        var assignments = inputs.Texts(CommonOptions.Set).Select(value => ShellText.Option("--set", value));
        var file = inputs.Text(CommonOptions.Settings);
        var settings = file is null ? "" : ShellText.Option("--settings", file);
        return settings + string.Concat(assignments);
    }

    private static void PrintNext(Surroundings surroundings, string name, string path, string options)
    {
        var (writer, program) = (surroundings.Out, surroundings.Program);
        writer.WriteLine($"Wrote {path}. Its table works as it stands; edit the file, and try each change:");
        writer.WriteLine($"  {program} test-summary {name}{options}");
        writer.WriteLine($"  {program} plan --query-type {name}{options}");
        writer.WriteLine($"  {program} run --query-type {name}{options}");
        writer.WriteLine($"  {program} serve --open{options}");
        writer.WriteLine($"    its table: http://127.0.0.1:{ServeCommand.DefaultPort}/dashboard");
    }
}
