using System.Text.Json;

namespace LocalAws.Iam.Documents;

/// <summary>Reads policy documents as IAM takes them, and gathers everything that is wrong with one.</summary>
/// <param name="isTrust">Whether a trust policy is read: it names principals and no resources.</param>
internal sealed class PolicyReader(bool isTrust)
{
    private const string Current = "2012-10-17";
    private const string Old = "2008-10-17";

    private readonly List<string> _problems = [];

    /// <summary>Throws <see cref="PolicyFormatException"/>.</summary>
    public PolicyDocument Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var policy = Read(document.RootElement);
            return _problems.Count == 0 ? policy : throw new PolicyFormatException(_problems);
        }
        catch (JsonException e)
        {
            throw new PolicyFormatException([$"Syntax errors in policy: {e.Message}"]);
        }
    }

    private PolicyDocument Read(JsonElement root)
    {
        if (!IsObject(root, "The policy"))
            return new([], HasVariables: false);
        Know(root, "The policy", "Version", "Id", "Statement");
        var version = Text(root, "Version", "The policy") ?? Old;
        if (version is not (Current or Old))
            _problems.Add($"The policy's Version is '{version}' and must be {Current} or {Old}.");
        List<PolicyStatement> statements = [];
        if (
            !root.TryGetProperty("Statement", out var found)
            || (found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == 0)
        )
            _problems.Add("The policy has no Statement.");
        else
            statements.AddRange(
                Each(found).Select((s, i) => new StatementReader(_problems, $"Statement {i + 1}", isTrust).Read(s))
            );
        foreach (var twice in statements.Where(s => s.Sid is not null).GroupBy(s => s.Sid).Where(g => g.Count() > 1))
            _problems.Add($"Statement IDs (SID) in a single policy must be unique: '{twice.Key}' is not.");
        return new(statements, version == Current);
    }

    private bool IsObject(JsonElement element, string where)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return true;
        _problems.Add($"{where} must be a JSON object.");
        return false;
    }

    private void Know(JsonElement element, string where, params string[] names) =>
        Know(_problems, element, where, names);

    private string? Text(JsonElement element, string name, string where) => Text(_problems, element, name, where);

    public static IEnumerable<JsonElement> Each(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray();
        return [element];
    }

    public static void Know(List<string> problems, JsonElement element, string where, params string[] names)
    {
        var given = element.EnumerateObject().Select(p => p.Name).ToList();
        problems.AddRange(
            given.Except(names).Select(unknown => $"{where} has the element '{unknown}', which there is not here.")
        );
        problems.AddRange(
            given
                .GroupBy(n => n)
                .Where(g => g.Count() > 1)
                .Select(g => $"{where} has the element '{g.Key}' more than once.")
        );
    }

    public static string? Text(List<string> problems, JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        problems.Add($"{where}: {name} must be a text.");
        return null;
    }
}
