using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries;

/// <summary>Puts the settings of summaries over what their files say.</summary>
internal sealed class SummaryOverrides(IReadOnlyDictionary<string, SummarySettings> settings, List<string> problems)
{
    private const string Section = $"{CommerceSettings.Section}:{nameof(CommerceSettings.Summaries)}";

    private static readonly SummarySettings AsInTheFile = new();

    public void RefuseUnknownNames(IEnumerable<Summary> summaries)
    {
        var names = summaries.Select(summary => summary.QueryType).ToList();
        foreach (var name in settings.Keys.Except(names).Order(StringComparer.Ordinal))
        {
            var nearest = string.Join(", ", Spelling.Nearest(name, names, 3));
            problems.Add($"{Section} holds {Shown.Text(name)}, which is no summary. The nearest are {nearest}.");
        }
    }

    public bool IsEnabled(Summary summary) => Of(summary).Enabled ?? !summary.IsOptional;

    public Summary Apply(Summary summary)
    {
        var wanted = Of(summary);
        Check(summary, nameof(wanted.WindowDays), wanted.WindowDays, SummaryLimits.MostWindowDays);
        Check(summary, nameof(wanted.Batch), wanted.Batch, SummaryLimits.MostBatches);
        Check(summary, nameof(wanted.TopN), wanted.TopN, SummaryLimits.MostRows);
        if (wanted.TopN is not null && summary.Top is null)
            problems.Add($"{Key(summary, nameof(wanted.TopN))} is set, but the summary keeps all rows: remove it.");
        return summary with
        {
            WindowDays = wanted.WindowDays ?? summary.WindowDays,
            Batch = wanted.Batch ?? summary.Batch,
            Top = Top(summary.Top, wanted.TopN),
        };
    }

    private static SummaryTop? Top(SummaryTop? top, int? wanted)
    {
        if (top is null || wanted is null)
            return top;
        return top with { Limit = wanted.Value };
    }

    private SummarySettings Of(Summary summary) => settings.GetValueOrDefault(summary.QueryType, AsInTheFile);

    private void Check(Summary summary, string name, int? value, int most)
    {
        if (value is null || (value >= 1 && value <= most))
            return;
        var wrong = new WrongSetting(name, $"{value}", $"a whole number from 1 to {most}");
        problems.Add(wrong.Problem($"{Section}:{summary.QueryType}"));
    }

    private static string Key(Summary summary, string name) => $"{Section}:{summary.QueryType}:{name}";
}
