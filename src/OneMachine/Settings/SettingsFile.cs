using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>
/// A settings file in the format of the Functions tools: <c>{"Values": {"CommerceAnalytics__WorkGroup":
/// "primary"}}</c>.
/// </summary>
internal static class SettingsFile
{
    public const string DefaultName = "local.settings.json";

    private const string Remedy = "local.settings.sample.json shows what it looks like.";

    /// <summary>Members beside <c>Values</c> that the Functions tools know; they mean nothing here.</summary>
    private static readonly string[] OtherMembers = ["IsEncrypted", "Host", "ConnectionStrings"];

    /// <summary>Reads the file's settings; what is wrong with it is added to <paramref name="problems"/>.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="problems">Takes one sentence for each problem.</param>
    public static IReadOnlyList<SettingEntry> Read(string path, ICollection<string> problems)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            problems.Add("--settings is empty: name a file.");
            return [];
        }
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return Read(path, document.RootElement, problems);
        }
        catch (JsonException e)
        {
            problems.Add(
                $"the settings file '{path}' (--settings) is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. {Remedy}"
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(
                $"the settings file '{path}' (--settings) is not there: copy local.settings.sample.json to it, or name another."
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"the settings file '{path}' (--settings) cannot be read: {e.Message}");
        }
        return [];
    }

    private static List<SettingEntry> Read(string path, JsonElement root, ICollection<string> problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"the settings file '{path}' (--settings) holds no object. {Remedy}");
            return [];
        }
        List<SettingEntry> entries = [];
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name == "Values" && member.Value.ValueKind == JsonValueKind.Object)
                AddValues(path, member.Value, entries, problems);
            else if (member.Name == "IsEncrypted" && member.Value.ValueKind == JsonValueKind.True)
                problems.Add(
                    $"the settings file '{path}' (--settings) is encrypted: decrypt it with `func settings decrypt`."
                );
            else if (!OtherMembers.Contains(member.Name))
                problems.Add(
                    $"the settings file '{path}' (--settings) has a member '{member.Name}' that is not understood: settings stand in the object 'Values'. {Remedy}"
                );
        }
        return entries;
    }

    private static void AddValues(
        string path,
        JsonElement values,
        List<SettingEntry> entries,
        ICollection<string> problems
    )
    {
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.String)
                entries.Add(new SettingEntry(value.Name, value.Value.GetString()!, path));
            else if (value.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                entries.Add(new SettingEntry(value.Name, value.Value.GetRawText(), path));
            else
                problems.Add(
                    $"the setting '{value.Name}' in '{path}' must be text: lists are written as '{value.Name}__0', '{value.Name}__1'."
                );
        }
    }
}
