using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Faults;

/// <summary>Reads a plan from JSON and finds everything that is wrong with it, with the names that there are.</summary>
internal static class FaultPlanText
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly Dictionary<string, PropertyInfo> PlanMembers = Members(typeof(FaultPlan));
    private static readonly Dictionary<string, PropertyInfo> RuleMembers = Members(typeof(FaultRule));

    /// <summary>The plan; what is wrong with it is added to the problems.</summary>
    public static FaultPlan Read(string json, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return Plan(document.RootElement, problems);
            problems.Add($"The fault plan must be an object with {string.Join(" and ", PlanMembers.Keys)}.");
        }
        catch (JsonException e)
        {
            problems.Add($"The fault plan is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        return new();
    }

    private static FaultPlan Plan(JsonElement text, List<string> problems)
    {
        var plan = new FaultPlan();
        foreach (var member in text.EnumerateObject())
        {
            if (member.Name == "rules")
                plan = plan with { Rules = Rules(member.Value, problems) };
            else if (!PlanMembers.ContainsKey(member.Name))
                problems.Add(
                    $"The fault plan has no member '{member.Name}': it has {string.Join(" and ", PlanMembers.Keys)}."
                );
            else if (member.Value.TryGetInt32Safely() is { } seed)
                plan = plan with { Seed = seed };
            else
                problems.Add("The seed of the fault plan must be a whole number.");
        }

        return plan;
    }

    private static List<FaultRule> Rules(JsonElement text, List<string> problems)
    {
        if (text.ValueKind == JsonValueKind.Array)
            return
            [
                .. text.EnumerateArray().Select((rule, i) => Rule(rule, $"Rule {i + 1} of the fault plan:", problems)),
            ];
        problems.Add("The rules of the fault plan must be an array.");
        return [];
    }

    private static FaultRule Rule(JsonElement text, string place, List<string> problems)
    {
        var sound = new JsonObject();
        if (text.ValueKind != JsonValueKind.Object)
            problems.Add($"{place} it must be an object with a fault.");
        else
            Sort(text, sound, place, problems);
        // So that all else is looked at too.
        if (!sound.ContainsKey("fault"))
            sound["fault"] = "delay";
        var rule = sound.Deserialize<FaultRule>(FaultJson.Options)!;
        problems.AddRange(rule.Problems().Select(problem => $"{place} {problem}"));
        return rule;
    }

    private static void Sort(JsonElement text, JsonObject sound, string place, List<string> problems)
    {
        foreach (var member in text.EnumerateObject())
        {
            if (!RuleMembers.TryGetValue(member.Name, out var property))
                problems.Add(
                    $"{place} there is no member '{member.Name}'; a rule has {string.Join(", ", RuleMembers.Keys)}."
                );
            else if (IsReadable(member.Value, property.PropertyType))
                sound[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            else
                problems.Add(
                    $"{place} {member.Name} {member.Value.GetRawText()} must be {Kind(property.PropertyType)}."
                );
        }

        if (!text.TryGetProperty("fault", out _))
            problems.Add($"{place} it has no fault: name {Kind(typeof(FaultKind))}.");
    }

    private static bool IsReadable(JsonElement value, Type type)
    {
        try
        {
            _ = value.Deserialize(type, FaultJson.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Kind(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var kind when kind == typeof(FaultKind) => $"one of {string.Join(", ", Names())}",
            var kind when kind == typeof(bool) => "true or false",
            var kind when kind == typeof(string) => "a text",
            var kind when kind == typeof(double) => "a number",
            _ => "a whole number",
        };

    private static IEnumerable<string> Names() => Enum.GetNames<FaultKind>().Select(FaultJson.Name);

    private static Dictionary<string, PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => FaultJson.Name(property.Name));

    private static int? TryGetInt32Safely(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
