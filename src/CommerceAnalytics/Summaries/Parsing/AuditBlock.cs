using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>The mapping <c>audit</c>: settings of the audit, in snake case, for this summary alone.</summary>
internal sealed partial class AuditBlock(YamlBlock block, ProblemList problems)
{
    private static readonly PropertyInfo[] Settings = typeof(AuditSettings).GetProperties();

    /// <summary>Its thresholds. Read the measures first: what nobody asked for is refused.</summary>
    public AuditOverrides Overrides()
    {
        var values = new Dictionary<PropertyInfo, object>();
        foreach (var setting in Settings)
        {
            var text = block.OptionalText(Key(setting.Name));
            if (text is not null && Value(setting, text) is { } value)
                values[setting] = value;
        }

        block.RefuseUnknownKeys();
        var overrides = new AuditOverrides(values);
        foreach (var wrong in overrides.Over(new()).Wrong())
            Add(Key(wrong.Name), wrong.Value, wrong.Need);
        return overrides;
    }

    public SummaryMeasures Measures(IReadOnlyList<SummaryColumn> columns)
    {
        var measures = new SummaryMeasures();
        if (block.Block("measures") is not { } given)
            return measures;
        foreach (var measure in typeof(SummaryMeasures).GetProperties().Where(property => property.CanWrite))
        {
            var key = Key(measure.Name);
            var type = TypeOf(measure.Name);
            if (given.OptionalText(key)?.ToLowerInvariant() is not { } name)
                continue;
            measure.SetValue(measures, name);
            var possible = columns.Where(column => column.Type == type).Select(column => column.Name).ToList();
            if (possible.Contains(name))
                continue;
            var problem = $"'{key}' is {Shown.Text(name)}, which is no {type} column.";
            problems.Add(given.LineOf(key), problem, $"Name one of 'columns': {string.Join(", ", possible)}.");
        }

        given.RefuseUnknownKeys();
        return measures;
    }

    private static string TypeOf(string measure)
    {
        return measure switch
        {
            nameof(SummaryMeasures.Day) => "date",
            nameof(SummaryMeasures.CartValue) or nameof(SummaryMeasures.Revenue) => "double",
            _ => "bigint",
        };
    }

    private object? Value(PropertyInfo setting, string text)
    {
        var key = Key(setting.Name);
        var culture = CultureInfo.InvariantCulture;
        if (setting.PropertyType == typeof(FindingSeverity))
        {
            if (Enum.TryParse<FindingSeverity>(text, ignoreCase: true, out var severity) && text.All(char.IsLetter))
                return severity;
            Add(key, text, "off, warn or hold");
        }
        else if (setting.PropertyType == typeof(int))
        {
            if (int.TryParse(text, NumberStyles.None, culture, out var whole))
                return whole;
            Add(key, text, "a whole number");
        }
        else
        {
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, culture, out var number))
                return number;
            Add(key, text, "a number such as 0.5");
        }

        return null;
    }

    private void Add(string key, string value, string need)
    {
        var problem = $"'{key}' is {Shown.Text(value)}.";
        problems.Add(block.LineOf(key), problem, $"Write {need}.");
    }

    private static string Key(string name) => Capital().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
