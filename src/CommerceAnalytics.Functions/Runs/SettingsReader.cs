using System.Reflection;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Configuration;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Reads a section of the settings into its immutable record. Unlike the configuration binder it tells of every key
/// that nobody knows and every value that cannot be read at once, and a list replaces the default instead of adding to
/// it.
/// </summary>
internal static class SettingsReader
{
    /// <summary>
    /// The record, with defaults where the section says nothing; what cannot be read is added to the problems.
    /// </summary>
    public static T Read<T>(IConfigurationSection section, List<string> problems)
        where T : new() => (T)Read(section, typeof(T), problems);

    private static object Read(IConfigurationSection section, Type record, List<string> problems)
    {
        var settings = Activator.CreateInstance(record)!;
        var known = record
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var given in section.GetChildren())
        {
            if (known.TryGetValue(given.Key, out var property))
                Set(settings, property, given, problems);
            else
                problems.Add(
                    $"{given.Path} is not a setting; {section.Path} knows {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}."
                );
        }

        return settings;
    }

    private static void Set(object settings, PropertyInfo property, IConfigurationSection given, List<string> problems)
    {
        var isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null;
        if (
            string.IsNullOrEmpty(given.Value)
            && !given.GetChildren().Any()
            && (isOptional || property.PropertyType != typeof(string))
        )
            return;
        try
        {
            if (IsSection(property.PropertyType))
                property.SetValue(settings, Read(given, property.PropertyType, problems));
            else if (property.PropertyType == typeof(IReadOnlyDictionary<string, SummarySettings>))
                property.SetValue(settings, Named<SummarySettings>(given, problems));
            else
                property.SetValue(settings, given.Get(property.PropertyType));
        }
        catch (InvalidOperationException)
        {
            problems.Add($"{given.Path} is '{given.Value}': it must be {Kind(property.PropertyType)}.");
        }
    }

    private static Dictionary<string, T> Named<T>(IConfigurationSection section, List<string> problems)
        where T : new() =>
        section
            .GetChildren()
            .ToDictionary(child => child.Key, child => Read<T>(child, problems), StringComparer.Ordinal);

    private static bool IsSection(Type type) => type == typeof(CheckSettings) || type == typeof(AuditSettings);

    private static string Kind(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => string.Join(" or ", Enum.GetNames(plain)),
            _ when plain == typeof(DateOnly) => "a date such as 2025-10-28",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "a whole number",
            _ when plain == typeof(decimal) => "a number",
            _ => "readable as " + plain.Name,
        };
    }
}
