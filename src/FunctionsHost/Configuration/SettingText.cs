using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace FunctionsHost.Configuration;

/// <summary>
/// Fills <c>%Name%</c> in attribute values and host.json from the settings, as the Functions host does.
/// </summary>
internal static partial class SettingText
{
    /// <summary>Replaces every <c>%Name%</c>.</summary>
    /// <param name="text">Text as written in the attribute or file.</param>
    /// <param name="where">What the text belongs to; begins the message when a setting is missing.</param>
    /// <param name="problems">Takes one sentence for each setting that is missing or empty.</param>
    public static string Resolve(string text, IConfiguration settings, string where, ICollection<string> problems) =>
        Placeholder()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    var value = settings[name];
                    if (string.IsNullOrWhiteSpace(value))
                        problems.Add(
                            $"{where}: the setting '{name}', which '{text}' names, is missing or empty; set it."
                        );
                    return value ?? "";
                }
            );

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
