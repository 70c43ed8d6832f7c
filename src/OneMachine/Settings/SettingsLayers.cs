namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>
/// Settings from all sides, the later ones winning: file, environment, <c>--set</c>, options. What nobody knows is
/// refused, since a misspelled setting would otherwise silently be its default.
/// </summary>
/// <param name="schema">All settings that there are.</param>
/// <param name="problems">Takes one sentence for each problem.</param>
internal sealed class SettingsLayers(SettingsSchema schema, ICollection<string> problems)
{
    /// <summary>
    /// Settings of the Functions host and of libraries, which share the file with ours and are left to them.
    /// </summary>
    private static readonly string[] Foreign =
    [
        "FUNCTIONS_",
        "AzureWebJobs",
        "AzureFunctions",
        "WEBSITE_",
        "APPLICATIONINSIGHTS_",
        "APPINSIGHTS_",
        "DOTNET_",
        "ASPNETCORE_",
        "AWS_",
        "AZURE_",
    ];

    /// <summary>OpenTelemetry's own settings, passed on as they are: its specification lists them.</summary>
    private const string OpenTelemetry = "OTEL_";

    /// <summary>
    /// Other programs have their Logging settings in the environment too: only those that mean something here are
    /// taken.
    /// </summary>
    private static readonly string[] Logging = [SettingsSchema.LogFormat, SettingsSchema.LogLevel];

    private static readonly string[] Sections = ["CommerceAnalytics", "Aws", "LocalHost"];

    private readonly SortedDictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Flat keys with colons, as configuration has them.</summary>
    public IReadOnlyDictionary<string, string?> Values => _values;

    public SettingsLayers AddFile(string path)
    {
        foreach (var entry in SettingsFile.Read(path, problems))
        {
            var found = schema.Find(entry.Key);
            if (found is not null || !IsForeign(entry.Key))
                Add(entry, found);
        }

        return this;
    }

    /// <summary>Takes the variables that are settings by their names; the others are none of our business.</summary>
    public SettingsLayers AddEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (
            var (name, value) in variables
                .Where(variable => IsSetting(variable.Key))
                .OrderBy(variable => variable.Key, StringComparer.Ordinal)
        )
            Add(new SettingEntry(name, value, "environment"), schema.Find(name));
        return this;
    }

    /// <summary>
    /// Takes <c>KEY=VALUE</c> texts; the section may be left out, and a list be given whole, with commas.
    /// </summary>
    public SettingsLayers AddAssignments(IEnumerable<string> assignments)
    {
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add(
                    $"--set '{assignment}' is not KEY=VALUE: write, for example, --set MaxConcurrentQueries=5."
                );
                continue;
            }
            var entry = new SettingEntry(assignment[..equals].Trim(), assignment[(equals + 1)..], "--set");
            if (IsOpenTelemetry(entry.Key))
                Add(entry, found: null);
            else if (
                schema.FindByName(entry.Key) is { Setting.Kind: SettingKind.TextList } list
                && list.Key == list.Setting.Key
            )
                Replace(
                    list.Key,
                    entry.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                );
            else
                Add(entry, schema.FindByName(entry.Key));
        }
        return this;
    }

    /// <summary>Sets a setting whose value is known to be right.</summary>
    public SettingsLayers Set(string key, string? value)
    {
        _values[key] = value;
        return this;
    }

    /// <summary>Sets a setting that nobody has set.</summary>
    public SettingsLayers SetDefault(string key, string value)
    {
        _values.TryAdd(key, value);
        return this;
    }

    /// <summary>Replaces a whole list, whatever earlier layers said.</summary>
    public SettingsLayers Replace(string key, IReadOnlyList<string> items)
    {
        foreach (
            var old in _values
                .Keys.Where(existing => existing.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))
                .ToList()
        )
            _values.Remove(old);
        for (var i = 0; i < items.Count; i++)
            _values[$"{key}:{i}"] = items[i];
        return this;
    }

    private static bool IsForeign(string key) =>
        Foreign.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsSetting(string variable) =>
        variable.Equals(SettingsSchema.Schedule, StringComparison.OrdinalIgnoreCase)
        || variable.Equals(SettingsSchema.Storage, StringComparison.OrdinalIgnoreCase)
        || IsOpenTelemetry(variable)
        || Logging.Contains(variable.Replace("__", ":", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section =>
            variable.StartsWith($"{section}__", StringComparison.OrdinalIgnoreCase)
            || variable.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsOpenTelemetry(string key) =>
        key.StartsWith(OpenTelemetry, StringComparison.OrdinalIgnoreCase);

    private void Add(SettingEntry entry, (Setting Setting, string Key)? found)
    {
        if (IsOpenTelemetry(entry.Key))
            _values[entry.Key] = entry.Value.Length == 0 ? null : entry.Value;
        else if (found is not { } known)
            problems.Add(Unknown(entry));
        else if (known.Setting.Kind == SettingKind.TextList && known.Key == known.Setting.Key)
            problems.Add(
                $"the setting '{entry.Key}' ({entry.Source}) is a list: write '{entry.Key}__0', '{entry.Key}__1', and so on."
            );
        else if (entry.Value.Length == 0)
            _values.Remove(known.Key); // An empty app setting is how portals and pipelines say "not set".
        else if (known.Setting.Mismatch(entry.Value) is { } expected)
            problems.Add($"the setting '{entry.Key}' ({entry.Source}) is '{entry.Value}' and must be {expected}.");
        else
            _values[known.Key] = entry.Value;
    }

    private string Unknown(SettingEntry entry)
    {
        var nearest = schema.Nearest(entry.Key)?.Key.Replace(":", "__", StringComparison.Ordinal);
        return $"there is no setting '{entry.Key}' ({entry.Source}){(nearest is null ? "" : $"; did you mean '{nearest}'?")}; docs/operate/settings.md lists them all.";
    }
}
