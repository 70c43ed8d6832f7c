using System.Text.RegularExpressions;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>
/// One line of the event log, as a shop wrote it. Attributes that are null stand in the line as null.
/// </summary>
internal sealed partial record LogEvent(DateTime Utc, string Body, IReadOnlyDictionary<string, string?> Attributes)
{
    /// <summary>
    /// Attributes that stand in the line as a JSON number, boolean, object or array of this very text.
    /// </summary>
    public IReadOnlyList<string> JsonAttributes { get; init; } = [];

    public static LogEvent At(string utc, string body, params (string Name, string? Value)[] attributes) =>
        new(
            DateTimeOffset.Parse(utc).UtcDateTime,
            body,
            attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value)
        );

    /// <summary>An empty text is NULL, for every attribute.</summary>
    public string? this[string attribute]
    {
        get
        {
            var value = Attributes.GetValueOrDefault(attribute);
            if (string.IsNullOrEmpty(value))
                return null;
            return JsonAttributes.Contains(attribute) ? AsRead(value) : value;
        }
    }

    /// <summary>
    /// JSON's text as the reader gives it on: it writes a number with an exponent as Java's BigDecimal does
    /// (docs/try/localaws-readers.md).
    /// </summary>
    private static string AsRead(string json) => Exponent().Replace(json, "$1E+$2");

    [GeneratedRegex(@"\A(-?[0-9])[eE]\+?([0-9]+)\z")]
    private static partial Regex Exponent();

    /// <summary>The event with another value of one attribute.</summary>
    public LogEvent With(string attribute, string? value) =>
        this with
        {
            Attributes = new Dictionary<string, string?>(Attributes) { [attribute] = value },
        };

    /// <summary>For messages: one line, long values cut.</summary>
    public override string ToString() =>
        $"{Utc:yyyy-MM-dd'T'HH:mm:ss.ffffff}Z {Body} {{{string.Join(", ", Attributes.Select(a => $"{a.Key}: {Shown(a.Key, a.Value)}"))}}}";

    private string Shown(string attribute, string? value) =>
        value switch
        {
            null => "null",
            _ when JsonAttributes.Contains(attribute) => value,
            { Length: > 60 } => $"'{value[..20]}...{value[^20..]}' ({value.Length} characters)",
            _ => $"'{value.Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}'",
        };
}
