using System.Reflection;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>
/// All settings that there are, read off the records that hold them, so that a new one needs no second list.
/// </summary>
internal sealed class SettingsSchema
{
    /// <summary>Flat app setting that the timer trigger names as <c>%CommerceSchedule%</c>.</summary>
    public const string Schedule = "CommerceSchedule";

    /// <summary>Connection of the storage account that hosts share: a standard key of the Functions host.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>How host logs are written: a standard key of .NET.</summary>
    public const string LogFormat = "Logging:Console:FormatterName";

    /// <summary>The least level of host logs: a standard key of .NET.</summary>
    public const string LogLevel = "Logging:LogLevel:Default";

    // Stands for any name in the keys of a section that has one record for each name.
    private const string AnyName = "*";

    // Standard keys of .NET and of the Functions host that mean something here too; the deployed app reads many more of
    // them by itself.
    private static readonly Setting[] Standard =
    [
        new(Storage, SettingKind.Text, []),
        new(LogFormat, SettingKind.Choice, ["simple", "json"]),
        new(LogLevel, SettingKind.Choice, Enum.GetNames<Microsoft.Extensions.Logging.LogLevel>()),
    ];

    private readonly Dictionary<string, Setting> _settings;

    /// <param name="sections">Each section's name and the record that it is bound to.</param>
    public SettingsSchema(params (string Name, Type Record)[] sections)
    {
        Setting[] settings =
        [
            new Setting(Schedule, SettingKind.Schedule, []),
            .. Standard,
            .. sections.SelectMany(section => OfRecord(section.Name, section.Record)),
        ];
        _settings = settings.ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<Setting> Settings => _settings.Values;

    /// <summary>Finds the setting a key means, with the key as configuration writes it, or null.</summary>
    /// <param name="key">With <c>:</c> or <c>__</c>; a list's key may end in an index.</param>
    public (Setting Setting, string Key)? Find(string key)
    {
        var normal = key.Replace("__", ":", StringComparison.Ordinal);
        if (_settings.TryGetValue(normal, out var setting))
            return (setting, setting.Key);
        var end = normal.LastIndexOf(':');
        if (FindNamed(normal, end) is { } named)
            return (named, $"{CommerceSettings.Section}:{normal[(normal.IndexOf(':') + 1)..]}");
        return
            end > 0
            && int.TryParse(normal.AsSpan(end + 1), out var index)
            && index >= 0
            && _settings.TryGetValue(normal[..end], out var list)
            && list.Kind == SettingKind.TextList
            ? (list, $"{list.Key}:{index}")
            : null;
    }

    private Setting? FindNamed(string key, int end)
    {
        var begin = end > 0 ? key.LastIndexOf(':', end - 1) : -1;
        return begin > 0 ? _settings.GetValueOrDefault($"{key[..begin]}:{AnyName}{key[end..]}") : null;
    }

    /// <summary>Finds a setting by its name alone (<c>WorkGroup</c>), which is enough on the command line.</summary>
    public (Setting Setting, string Key)? FindByName(string name) =>
        Find(name)
        ?? Find($"CommerceAnalytics:{name}")
        ?? Find($"CommerceAnalytics:Checks:{name}")
        ?? Find($"CommerceAnalytics:Audit:{name}")
        ?? Find($"Aws:{name}")
        ?? Find($"{LocalHostSettings.Section}:{name}");

    /// <summary>The setting whose key is spelled most like this one, or null where none comes near.</summary>
    public Setting? Nearest(string key)
    {
        var name = key.Replace("__", ":", StringComparison.Ordinal);
        name = name[(name.LastIndexOf(':') + 1)..];
        return Settings
            .Select(setting => (Setting: setting, Distance: Spelling.Distance(name, setting.Name)))
            .Where(near => near.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(near => near.Distance)
            .Select(near => near.Setting)
            .FirstOrDefault();
    }

    private static IEnumerable<Setting> OfRecord(string section, Type record) =>
        from property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is not null
        from setting in OfProperty(
            $"{section}:{property.Name}",
            Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        )
        select setting;

    // A record of settings within one is a section within the section.
    private static IEnumerable<Setting> OfProperty(string key, Type type) =>
        type == typeof(CheckSettings) || type == typeof(AuditSettings) ? OfRecord(key, type)
        : type == typeof(IReadOnlyDictionary<string, SummarySettings>)
            ? OfRecord($"{key}:{AnyName}", typeof(SummarySettings))
        : [OfValue(key, type)];

    private static Setting OfValue(string key, Type type)
    {
        if (type.IsEnum)
            return new Setting(key, SettingKind.Choice, Enum.GetNames(type));
        var kind = type switch
        {
            _ when type == typeof(string) => SettingKind.Text,
            _ when type == typeof(bool) => SettingKind.Flag,
            _ when type == typeof(DateOnly) => SettingKind.Date,
            _ when type == typeof(TimeSpan) => SettingKind.Duration,
            _ when type == typeof(Uri) => SettingKind.Address,
            _ when type == typeof(int) || type == typeof(long) => SettingKind.WholeNumber,
            _ when type == typeof(double) || type == typeof(decimal) => SettingKind.Number,
            _ when type.IsAssignableTo(typeof(IEnumerable<string>)) => SettingKind.TextList,
            _ => throw new NotSupportedException($"The setting {key} is a {type}, which text cannot be read as."),
        };
        return new Setting(key, kind, []);
    }
}
