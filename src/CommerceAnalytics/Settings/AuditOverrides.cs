using System.Reflection;

namespace CommerceAnalytics.Settings;

/// <summary>What one summary wants of the audit otherwise than the settings say for all.</summary>
public sealed class AuditOverrides
{
    private readonly IReadOnlyDictionary<PropertyInfo, object> _values;

    internal AuditOverrides(IReadOnlyDictionary<PropertyInfo, object> values) => _values = values;

    /// <summary>Nothing.</summary>
    public static AuditOverrides None { get; } = new(new Dictionary<PropertyInfo, object>());

    /// <summary>The settings with what is wanted otherwise.</summary>
    /// <param name="settings">As they are for all summaries.</param>
    public AuditSettings Over(AuditSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (_values.Count == 0)
            return settings;
        var own = settings with { };
        foreach (var (property, value) in _values)
            property.SetValue(own, value);
        return own;
    }
}
