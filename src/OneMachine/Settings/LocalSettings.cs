using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.Configuration;

namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>The settings of one command, merged and checked.</summary>
/// <param name="Values">Flat keys, as the host's configuration takes them.</param>
/// <param name="Commerce">The section <c>CommerceAnalytics</c>.</param>
/// <param name="Aws">The section <c>Aws</c>.</param>
internal sealed record LocalSettings(
    IReadOnlyDictionary<string, string?> Values,
    CommerceSettings Commerce,
    AwsSettings Aws
)
{
    /// <summary>Default of <c>ResultsBucket</c> on one machine: a folder of the lake, like any bucket.</summary>
    public const string ResultsBucket = "commerce-results";

    /// <summary>A shop's own summaries on one machine, where the setting names no folder: used if it is there.</summary>
    public const string SummariesFolder = "summaries";

    private const string DefaultSchedule = "0 0 4 * * *";

    /// <summary>The section <c>LocalHost</c>.</summary>
    public LocalHostSettings Host { get; init; } = new();

    public static SettingsSchema Schema { get; } =
        new(
            (CommerceSettings.Section, typeof(CommerceSettings)),
            (AwsSettings.Section, typeof(AwsSettings)),
            (LocalHostSettings.Section, typeof(LocalHostSettings))
        );

    /// <summary>Binds the layers; violations are added to <paramref name="problems"/>.</summary>
    public static LocalSettings From(SettingsLayers layers, List<string> problems)
    {
        layers
            .SetDefault($"{CommerceSettings.Section}:{nameof(CommerceSettings.ResultsBucket)}", ResultsBucket)
            .SetDefault(SettingsSchema.Schedule, DefaultSchedule);
        // The app lies in a folder of its own: what is relative here must not be relative to that.
        const string Folder = $"{CommerceSettings.Section}:{nameof(CommerceSettings.SummariesFolder)}";
        if (layers.Values.GetValueOrDefault(Folder) is { Length: > 0 } folder)
            layers.Set(Folder, Path.GetFullPath(folder));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(layers.Values).Build();
        var commerce =
            configuration.GetSection(CommerceSettings.Section).Get<CommerceSettings>() ?? new CommerceSettings();
        var aws = configuration.GetSection(AwsSettings.Section).Get<AwsSettings>() ?? new AwsSettings();
        problems.AddRange(commerce.Problems());
        problems.AddRange(aws.Problems());
        var host = configuration.GetSection(LocalHostSettings.Section).Get<LocalHostSettings>() ?? new();
        problems.AddRange(host.Problems());
        return new LocalSettings(layers.Values, commerce, aws) { Host = host };
    }

    /// <summary>How LocalAws runs for these settings.</summary>
    public LocalAwsOptions LocalAws(LakeFolder lake, int port, TimeSpan latency) =>
        new()
        {
            LakeFolder = lake.FullPath,
            Port = port,
            Region = Aws.Region,
            AthenaLatency = latency,
        };

    /// <summary>
    /// The settings for an app that runs on LocalAws, in the role that it has in AWS; how AWS itself would be reached
    /// is left out.
    /// </summary>
    public IReadOnlyDictionary<string, string?> ValuesFor(LocalAwsAddress address) =>
        Values
            .Where(value => !value.Key.StartsWith($"{AwsSettings.Section}:", StringComparison.OrdinalIgnoreCase))
            .Append(new($"{AwsSettings.Section}:{nameof(AwsSettings.ServiceUrl)}", address.Endpoint.ToString()))
            .Append(new($"{AwsSettings.Section}:{nameof(AwsSettings.Region)}", address.Region))
            .Append(
                new($"{AwsSettings.Section}:{nameof(AwsSettings.Credentials)}", nameof(CredentialSource.AssumeRole))
            )
            .Append(new($"{AwsSettings.Section}:{nameof(AwsSettings.RoleArn)}", PipelineRole.Arn))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
}
