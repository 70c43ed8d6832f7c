using System.CommandLine;
using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Options that several commands share. All are texts, and <see cref="Inputs"/> reads them: so a wrong number is one
/// problem among all others that are shown at once, not one that hides them. They are read by name: a command may say
/// in words of its own what one of them does there.
/// </summary>
internal static class CommonOptions
{
    public static readonly Option<string> Lake = new("--lake")
    {
        Description =
            $"The lake: a folder whose sub-folders are buckets. Made if it is not there.  [default: {LakeFolder.Default}]",
        HelpName = "DIR",
    };

    /// <summary>The same option for commands that make no lake.</summary>
    public static readonly Option<string> LakeToAsk = new(Lake.Name)
    {
        Description = $"The lake: a folder whose sub-folders are buckets.  [default: {LakeFolder.Default}]",
        HelpName = Lake.HelpName,
    };

    public static readonly Option<string> App = new("--app")
    {
        Description =
            "A published Functions app, as `dotnet publish` makes it.  [default: the one that was built with this program]",
        HelpName = "DIR",
    };

    public static readonly Option<string> Storage = new("--storage")
    {
        Description =
            "Where orchestrations, keys and schedules are kept: sqlite, files of this host alone, or azure, the storage account that AzureWebJobsStorage names, for several hosts.  [default: sqlite]",
        HelpName = "sqlite|azure",
    };

    public static readonly Option<string> Date = new("--date")
    {
        Description = "Execution date, YYYY-MM-DD: the summaries cover the complete days before it.  [default: today]",
        HelpName = "DATE",
    };

    public static readonly Option<string[]> Service = new("--service")
    {
        Description = "Service; give it several times for several.  [default: the setting ServiceNames]",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string[]> QueryType = new("--query-type")
    {
        Description = "Query type, the name of a summary; give it several times for several.  [default: all]",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string> Settings = new("--settings")
    {
        Description = "Settings file in the format of the Functions tools.  [default: local.settings.json if there]",
        HelpName = "FILE",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description =
            "Any setting, e.g. --set MaxConcurrentQueries=5; wins over file and environment. docs/operate/settings.md lists them.",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string> Json = new("--json")
    {
        Description = "Writes the findings as one line of JSON to standard output, or to this file.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static readonly Option<string> AthenaLatency = new("--athena-latency")
    {
        Description = "Simulated seconds that every CTAS takes.  [default: 0]",
        HelpName = "SECONDS",
    };

    public static readonly Option<string> Faults = new("--faults")
    {
        Description = "Fault plan (JSON) by which LocalAws misbehaves; docs/try/localaws-faults.md says how.",
        HelpName = "FILE",
    };

    public static readonly Option<string> AwsPort = new("--aws-port")
    {
        Description = "Port of LocalAws on 127.0.0.1.  [default: 4566]",
        HelpName = "PORT",
    };
}
