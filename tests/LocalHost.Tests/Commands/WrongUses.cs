namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>One mistake on a command line, and what must be said of it.</summary>
/// <param name="Typed">
/// As it was typed, words apart. <c>{lake}</c> is a lake that is not there, <c>{taken}</c> a port that somebody listens
/// on, <c>{file}</c> a file that is no folder, <c>{broken}</c> a file that is no JSON.
/// </param>
/// <param name="Told">A part of the one problem that is told.</param>
public sealed record WrongUse(string Typed, string Told)
{
    /// <inheritdoc/>
    public override string ToString() => Typed;
}

/// <summary>Wrong uses that were tried, one mistake each.</summary>
internal static class WrongUses
{
    public static IReadOnlyList<WrongUse> All { get; } =
    [
        // Commands.
        new("srve", "There is no command 'srve'; did you mean serve?"),
        new("quary", "There is no command 'quary'; did you mean query?"),
        new("removeservice", "There is no command 'removeservice'; did you mean remove-service?"),
        new("dance", "There is no command 'dance'."),
        new("srve --port 7071", "There is no command 'srve'; did you mean serve?"),
        new("publish --lake {lake} --run x", "is not there: make one with `run` or `sample`"),
        new("-- run", "'run' stands behind --, which makes it a value: leave out the --."),
        new("run serve", "'serve' is a command of its own: give one command at a time."),
        new("bench scann", "There is no command 'scann'; did you mean scan?"),
        new("--lake {lake} run", "--lake stands before its command: write `run --lake ...`."),
        new("--lake {lake}", "--lake is an option of a command: write the command first, such as `run --lake ...`."),
        // Options.
        new("run --lake {lake} --dat 2025-10-10", "Run has no option --dat; did you mean --date?"),
        new("run --lake {lake} --forse", "Run has no option --forse; did you mean --force?"),
        new("run --lake {lake} --querytype hourly_traffic", "did you mean --query-type?"),
        new("run --lake {lake} --verbose", "Run has no option --verbose."),
        new("plan --json x", "Plan has no option --json."),
        new("run --lake {lake} -d 2025-10-10", "Run has no option -d."),
        new("run --lake {lake} extra", "Nobody knows what 'extra' is for"),
        new("run --lake {lake} --service a b c", "Nobody knows what 'b c' is for"),
        new("run --lake {lake} --force=maybe", "Nobody knows what 'maybe' is for"),
        new("run --lake", "--lake has no value: write --lake DIR."),
        new("run --lake --force", "--lake has no value, only the option --force behind it: write --lake DIR."),
        new("run --lake {lake} --date", "--date has no value: write --date DATE."),
        new("run --lake {lake} --date=", "--date has no value: write --date DATE."),
        new("run --lake {lake} --date --service x", "--date has no value, only the option --service behind it"),
        new("run --lake {lake} --date 2025-10-10 --date 2025-10-11", "--date is given 2 times: give it once."),
        // Values.
        new("run --lake {lake} --date 2025-13-40", "2025-13-40"),
        new("run --lake {lake} --date tomorrow", "tomorrow"),
        new("run --lake {lake} --date 2999-01-01", "2999-01-01"),
        new("run --lake {lake} --query-type no_such_type", "no_such_type"),
        new("run --lake {lake} --service NOT_A_SHOP!", "NOT_A_SHOP!"),
        new("run --lake {lake} --athena-latency soon", "--athena-latency 'soon' must be seconds"),
        new("run --lake {lake} --athena-latency 1,5", "--athena-latency '1,5' must be seconds"),
        new("check --lake {lake} --sql --json", "--sql prints a page, --json findings: give one of them."),
        new("run --lake {lake} --json /proc/r.json", "--json '/proc/r.json' cannot be written"),
        new("run --lake {lake} --storage azur", "--storage 'azur' must be sqlite or azure."),
        new("run --lake {lake} --reextract 2025-10-10", "There is no extract"),
        new("run --lake {lake} --app {lake}", "give --worker with it."),
        new("sample --lake {lake} --days many", "--days 'many' must be a whole number"),
        new("sample --lake {lake} --seed x", "--seed 'x' must be"),
        new("query --lake {lake}-there --format xml SELECT", "--format 'xml' is not a format"),
        // Settings.
        new("run --lake {lake} --set MaxConcurentQueries=3", "did you mean 'CommerceAnalytics__MaxConcurrentQueries'?"),
        new("run --lake {lake} --set MaxConcurrentQueries", "is not KEY=VALUE"),
        new("run --lake {lake} --set MaxConcurrentQueries=many", "must be a whole number"),
        new("run --lake {lake} --set MaxConcurrentQueries=0", "MaxConcurrentQueries"),
        new("run --lake {lake} --set ResultsBucket=NOT,A,BUCKET", "NOT,A,BUCKET"),
        new("run --lake {lake} --settings {lake}", "is not there"),
        new("run --lake {lake} --settings {broken}", "not JSON"),
        // What is there, or not.
        new("run --lake {lake} --faults {lake}", "cannot be read"),
        new("run --lake {lake} --faults {broken}", "The fault plan is not JSON"),
        new("run --lake {lake} --json {lake}/no/report.json", "its folder is not there."),
        new("run --lake {file}/lake", "is a file; name a folder."),
        new("query --lake {lake} SELECT", "is not there: make one with `run` or `sample`"),
        new("serve --lake {lake} --port {taken} --aws-port 0", "(--port) is in use by another process"),
        new("serve --lake {lake} --port 0 --aws-port {taken}", "(--aws-port) is in use by another process"),
        new("serve --lake {lake} --port 4567 --aws-port 4567", "--port and --aws-port are both 4567"),
        new("aws --lake {lake} --aws-port {taken}", "(--aws-port) is in use by another process"),
        new("aws --lake {lake} --aws-port 70000", "--aws-port '70000' must be a whole number from 0 to 65535."),
    ];
}
