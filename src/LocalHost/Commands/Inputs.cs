using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.OneMachine.Storage;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using LocalAws;
using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Reads a command's options and settings and collects every problem on the way. Values may be used only after
/// <see cref="Refuse"/>, which throws when there is any: until then a wrong value has its default.
/// </summary>
internal sealed class Inputs(ParseResult parse, Surroundings surroundings)
{
    private readonly List<string> _problems = [.. Mistakes.Of(parse)];
    private bool _lakeIsInUse;

    public ParseResult Parse { get; } = parse;

    public Surroundings Surroundings { get; } = surroundings;

    public void Add(string problem) => _problems.Add(problem);

    /// <exception cref="InvalidInputException">There are problems: all of them.</exception>
    public void Refuse()
    {
        if (_problems.Count > 0)
            throw new InvalidInputException(_problems);
    }

    /// <summary>The option's value, or null where it was not given, or not once with a value: that is told.</summary>
    public string? Text(Option<string> option) => Result(option) is { Tokens: [var token] } ? token.Value : null;

    public IReadOnlyList<string> Texts(Option<string[]> option) =>
        Result(option) is { } result ? [.. result.Tokens.Select(token => token.Value)] : [];

    public int Number(Option<string> option, int otherwise, int least, int most)
    {
        if (Text(option) is not { } text)
            return otherwise;
        if (int.TryParse(text, out var number) && number >= least && number <= most)
            return number;
        _problems.Add($"{option.Name} '{text}' must be a whole number from {least} to {most}.");
        return otherwise;
    }

    /// <summary>Seconds, fractions allowed.</summary>
    private TimeSpan Seconds(Option<string> option, int most)
    {
        if (Text(option) is not { } text)
            return TimeSpan.Zero;
        // No thousands: '1,5' is no 15.
        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, null, out var seconds);
        if (isNumber && seconds <= most)
            return TimeSpan.FromSeconds(seconds);
        _problems.Add($"{option.Name} '{text}' must be seconds from 0 to {most}.");
        return TimeSpan.Zero;
    }

    /// <summary>Simulated time of a CTAS.</summary>
    public TimeSpan Latency() => Seconds(CommonOptions.AthenaLatency, most: 3600);

    /// <summary>How LocalAws is to misbehave: not at all where no plan was given.</summary>
    /// <param name="settings">They name the shops and the summaries that a rule may be for.</param>
    public FaultPlan Faults(LocalSettings settings)
    {
        if (Text(CommonOptions.Faults) is not { } file)
            return new FaultPlan();
        try
        {
            var targets = new FaultTargets(settings.Commerce, Texts(CommonOptions.Service));
            return targets.Read(File.ReadAllText(file));
        }
        catch (FaultPlanException e)
        {
            _problems.AddRange(e.Problems.Select(problem => $"{CommonOptions.Faults.Name} '{file}': {problem}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _problems.Add($"{CommonOptions.Faults.Name} '{file}' cannot be read: {e.Message}");
        }
        return new FaultPlan();
    }

    public LakeFolder Lake()
    {
        var path = Text(CommonOptions.Lake) ?? LakeFolder.Default;
        if (path.Trim().Length > 0)
            return new LakeFolder(path);
        _problems.Add("--lake is empty: name a folder.");
        return new LakeFolder(LakeFolder.Default);
    }

    /// <summary>A lake that this process is about to own and to write.</summary>
    public LakeFolder LakeToOwn()
    {
        var lake = Lake();
        if (lake.WriteProblem() is { } problem)
            _problems.Add(problem);
        LocalAwsAddress? running = null;
        if (Surroundings.StaysSo(() => (running = LocalAwsAddress.Find(lake.FullPath)) is not null))
        {
            _lakeIsInUse = true;
            _problems.Add(
                $"the lake '{lake.Given}' (--lake) is in use by process {running!.ProcessId}, which serves it at {running.Endpoint}: stop that process, or name another lake."
            );
        }

        return lake;
    }

    /// <summary>The published app that a worker runs. Whether it can be run is seen when it is started.</summary>
    public string App()
    {
        var folder = Text(CommonOptions.App) ?? Surroundings.AppFolder;
        if (!File.Exists(Path.Combine(folder, "worker.config.json")))
            _problems.Add(
                $"{folder} ({CommonOptions.App.Name}) is no published Functions app: make one with `dotnet publish src/CommerceAnalytics.Functions -c Release -o DIR`, and name that folder."
            );
        return folder;
    }

    /// <summary>Where the host keeps its state.</summary>
    public HostStorage Storage(LocalSettings settings)
    {
        var text = Text(CommonOptions.Storage) ?? "sqlite";
        if (Enum.TryParse<HostStorage>(text, ignoreCase: true, out var storage) && text.All(char.IsLetter))
        {
            if (
                storage == HostStorage.Azure
                && AzureHostStore.Problem(settings.Values.GetValueOrDefault(SettingsSchema.Storage)) is { } problem
            )
                _problems.Add(problem);
            return storage;
        }

        _problems.Add($"{CommonOptions.Storage.Name} '{text}' must be sqlite or azure.");
        return HostStorage.Sqlite;
    }

    /// <summary>Refuses a storage that does not answer, before any work.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    public static Task ReachAsync(HostStorage storage, LocalSettings settings, CancellationToken cancellationToken) =>
        storage == HostStorage.Azure
            ? AzureHostStore.ReachAsync(settings.Values[SettingsSchema.Storage]!, cancellationToken)
            : Task.CompletedTask;

    /// <summary>The keys of a LocalAws that another process has, from the environment.</summary>
    /// <param name="settings">They name its address.</param>
    /// <param name="ownOptions">Options of a LocalAws of one's own.</param>
    /// <returns>Null where the settings name none.</returns>
    public LocalAwsAddress? AwsElsewhere(LocalSettings settings, params Option[] ownOptions)
    {
        const string Setting = $"{AwsSettings.Section}__{nameof(AwsSettings.ServiceUrl)}";
        if (string.IsNullOrWhiteSpace(settings.Aws.ServiceUrl) || settings.Aws.Problems().Count > 0)
            return null;
        foreach (var option in ownOptions.Where(option => Result(option) is not null))
            _problems.Add(
                $"{option.Name} is for a LocalAws of one's own, and {Setting} is set: none is started. Leave out one of the two."
            );
        if (Variable("AWS_ACCESS_KEY_ID") is { } id && Variable("AWS_SECRET_ACCESS_KEY") is { } secret)
            return new LocalAwsAddress(new Uri(settings.Aws.ServiceUrl), settings.Aws.Region, id, secret, ProcessId: 0);
        _problems.Add(
            $"{Setting} is set, so no LocalAws is started, and the keys of the one at {settings.Aws.ServiceUrl} are not in the environment: export the lines that `{Surroundings.Program} aws` printed."
        );
        return null;
    }

    /// <summary>A lake that is there, and that this process is about to own and to write.</summary>
    public LakeFolder LakeToChange()
    {
        var lake = LakeToOwn();
        RefuseMissing(lake);
        return lake;
    }

    /// <summary>A lake that is there, to be asked through its running LocalAws or one started for the moment.</summary>
    public LakeFolder LakeToAsk()
    {
        var lake = Lake();
        if (!RefuseMissing(lake) && LocalAwsAddress.Find(lake.FullPath) is null && lake.WriteProblem() is { } problem)
            _problems.Add(problem);
        return lake;
    }

    private bool RefuseMissing(LakeFolder lake)
    {
        if (lake.Exists)
            return false;
        _problems.Add(
            $"the lake '{lake.Given}' (--lake) is not there: make one with `run` or `sample`, or name another."
        );
        return true;
    }

    /// <summary>
    /// Where JSON goes: null for nowhere, <c>-</c> for standard output (given without a value, too), else a file.
    /// </summary>
    public string? JsonTarget()
    {
        var json = Result(CommonOptions.Json) is null ? null : Text(CommonOptions.Json) ?? "-";
        if (json is null or "-")
            return json;
        if (FileProblem(json) is { } problem)
            _problems.Add($"--json '{json}' cannot be written: {problem}");
        else if (Writable.Problem(json) is { } refusal)
            _problems.Add($"--json {refusal}");
        return json;
    }

    /// <summary>
    /// A port that nobody listens on; 0 for any. Where another process has the lake, a port that was not asked for is
    /// most likely that one's too, and comes free with it.
    /// </summary>
    public int Port(Option<string> option, int otherwise)
    {
        var port = Number(option, otherwise, 0, 65_535);
        var isOfTheLake = _lakeIsInUse && Text(option) is null;
        if (port != 0 && !isOfTheLake && Surroundings.StaysSo(() => IsInUse(port)))
            _problems.Add(
                $"port {port} ({option.Name}) is in use by another process: stop that process, or choose another port with {option.Name}."
            );
        return port;
    }

    /// <summary>All settings, merged.</summary>
    /// <param name="services">In the place of the setting <c>ServiceNames</c>, if there are any.</param>
    public LocalSettings Settings(IReadOnlyList<string>? services = null)
    {
        var layers = new SettingsLayers(LocalSettings.Schema, _problems);
        if (Text(CommonOptions.Settings) is { } path)
            layers.AddFile(path);
        else if (File.Exists(SettingsFile.DefaultName))
            layers.AddFile(SettingsFile.DefaultName);
        layers.AddEnvironment(Surroundings.Variables).AddAssignments(Texts(CommonOptions.Set));
        if (services is { Count: > 0 })
            layers.Replace($"{CommerceSettings.Section}:{nameof(CommerceSettings.ServiceNames)}", services);
        if (Directory.Exists(LocalSettings.SummariesFolder))
            layers.SetDefault(
                $"{CommerceSettings.Section}:{nameof(CommerceSettings.SummariesFolder)}",
                LocalSettings.SummariesFolder
            );
        return LocalSettings.From(layers, _problems);
    }

    /// <summary>
    /// The run that the options ask for. Checked against default settings where those given are not sound, to tell of
    /// all problems at once.
    /// </summary>
    public RunRequest Request(LocalSettings settings, bool force = false, IReadOnlyList<string>? reextract = null)
    {
        var input = new RunRequestInput(
            Texts(CommonOptions.Service),
            Text(CommonOptions.Date),
            Texts(CommonOptions.QueryType),
            force
        )
        {
            Reextract = reextract ?? [],
        };
        try
        {
            var sound = settings.Commerce.Problems().Count == 0 ? settings.Commerce : new CommerceSettings();
            return RunRequest.Resolve(input, sound, Surroundings.Time.GetUtcNow());
        }
        catch (InvalidInputException e)
        {
            _problems.AddRange(e.Problems);
            return new RunRequest([], default, [], false);
        }
    }

    private static string? FileProblem(string file) =>
        file.Trim().Length == 0 ? "name a file."
        : Directory.Exists(file) ? "it is a folder; name a file."
        : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? "its folder is not there."
        : null;

    private string? Variable(string name) =>
        Surroundings.Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private OptionResult? Result(Option option) =>
        Parse.GetResult(option.Name) is OptionResult found && !Mistakes.IsSwallowed(found, Parse) ? found : null;

    private static bool IsInUse(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
