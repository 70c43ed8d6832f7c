using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CommerceAnalytics.Settings;

/// <summary>Holds numbers and choices of a section to what their properties say of them.</summary>
internal static class SettingRanges
{
    /// <summary>The settings that hold what they may not, in the order of the section's properties.</summary>
    /// <param name="settings">A section.</param>
    public static IEnumerable<WrongSetting> Wrong(object settings)
    {
        return from property in settings.GetType().GetProperties()
            let value = property.GetValue(settings)
            let need = Need(property, value)
            where need is not null
            select new WrongSetting(property.Name, Text(value), need);
    }

    /// <summary>What a section may not hold, one sentence each.</summary>
    /// <param name="section">Its name.</param>
    /// <param name="settings">The section.</param>
    public static IEnumerable<string> Problems(string section, object settings)
    {
        foreach (var wrong in Wrong(settings))
            yield return wrong.Problem(section);
    }

    /// <summary>A setting above what another allows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="most">The most that it may hold.</param>
    public static WrongSetting Above(string name, decimal value, decimal most) =>
        new(name, Text(value), $"a number from 0 to {Text(most)}");

    private static string? Need(PropertyInfo property, object? value)
    {
        if (value is Enum choice)
            return Enum.IsDefined(choice.GetType(), choice) ? null : Choices(choice.GetType());
        var range = property.GetCustomAttribute<RangeAttribute>();
        return range is null || range.IsValid(value) ? null : Text(range);
    }

    private static string Choices(Type type)
    {
        var names = Enum.GetNames(type);
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    private static string Text(RangeAttribute range)
    {
        var kind = range.OperandType == typeof(int) ? "a whole number" : "a number";
        var from = range.MinimumIsExclusive ? "above" : "from";
        var to = range.MaximumIsExclusive ? "to less than" : "to";
        return $"{kind} {from} {Text(range.Minimum)} {to} {Text(range.Maximum)}";
    }

    private static string Text(object? value) => Convert.ToString(value) ?? "";
}

/// <summary>A setting that holds what it may not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Need">What it must be.</param>
internal sealed record WrongSetting(string Name, string Value, string Need)
{
    /// <summary>The same as a sentence.</summary>
    /// <param name="section">The setting's section.</param>
    public string Problem(string section) => $"{section}:{Name} is '{Value}': it must be {Need}.";
}
