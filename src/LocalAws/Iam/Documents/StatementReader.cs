using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAws.Iam.Documents;

/// <summary>Reads one statement of a policy.</summary>
/// <param name="problems">Takes a sentence for each problem.</param>
/// <param name="where">Which statement, for those sentences.</param>
/// <param name="isTrust">Whether it belongs to a trust policy.</param>
internal sealed partial class StatementReader(List<string> problems, string where, bool isTrust)
{
    private static readonly string[] PrincipalKinds = ["AWS", "Federated", "Service", "CanonicalUser"];

    public PolicyStatement Read(JsonElement statement)
    {
        if (statement.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{where} must be a JSON object.");
            return new() { Allows = false, Actions = [] };
        }

        PolicyReader.Know(
            problems,
            statement,
            where,
            [
                "Sid",
                "Effect",
                "Action",
                "NotAction",
                "Condition",
                .. isTrust ? (string[])["Principal"] : ["Resource", "NotResource"],
            ]
        );
        var (actions, notActions) = OneOf(statement, "Action", "NotAction");
        foreach (var action in actions.Where(a => !ActionPattern().IsMatch(a)))
            problems.Add($"{where}: the action '{action}' must be a service, a colon and a name, or *.");
        var (resources, notResources) = isTrust ? ([], false) : Resources(statement);
        return new()
        {
            Sid = PolicyReader.Text(problems, statement, "Sid", where),
            Allows = Effect(statement),
            Actions = actions,
            NotActions = notActions,
            Resources = resources,
            NotResources = notResources,
            Principals = isTrust ? Principals(statement) : [],
            Conditions = statement.TryGetProperty("Condition", out var condition) ? Conditions(condition) : [],
        };
    }

    private bool Effect(JsonElement statement)
    {
        var effect = PolicyReader.Text(problems, statement, "Effect", where);
        if (effect is not ("Allow" or "Deny"))
            problems.Add($"{where}: Effect must be Allow or Deny.");
        return effect == "Allow";
    }

    private (IReadOnlyList<string> Patterns, bool Not) Resources(JsonElement statement)
    {
        var (resources, not) = OneOf(statement, "Resource", "NotResource");
        foreach (
            var resource in resources.Where(r =>
                r != "*" && (!r.StartsWith("arn:", StringComparison.Ordinal) || r.Split(':').Length < 6)
            )
        )
            problems.Add($"{where}: Resource {resource} must be in ARN format or \"*\".");
        return (resources, not);
    }

    private (IReadOnlyList<string> Patterns, bool Not) OneOf(JsonElement statement, string name, string opposite)
    {
        var has = statement.TryGetProperty(name, out var value);
        var not = statement.TryGetProperty(opposite, out var others);
        if (has == not)
            problems.Add($"{where} must have either {name} or {opposite}.");
        return (
            has ? Texts(value, name)
            : not ? Texts(others, opposite)
            : [],
            not && !has
        );
    }

    private List<string> Texts(JsonElement value, string name)
    {
        var all = PolicyReader.Each(value).ToList();
        if (all.Count == 0 || all.Exists(v => v.ValueKind != JsonValueKind.String))
            problems.Add($"{where}: {name} must be a text or a list of texts.");
        return [.. all.Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];
    }

    private List<(string Kind, string Value)> Principals(JsonElement statement)
    {
        if (!statement.TryGetProperty("Principal", out var principal))
        {
            problems.Add($"{where} has no Principal.");
            return [];
        }

        if (principal.ValueKind == JsonValueKind.String && principal.GetString() == "*")
            return [("*", "*")];
        if (
            principal.ValueKind != JsonValueKind.Object
            || principal.EnumerateObject().Any(p => !PrincipalKinds.Contains(p.Name))
        )
        {
            problems.Add($"{where}: Principal must be * or an object of {string.Join(", ", PrincipalKinds)}.");
            return [];
        }

        return [.. principal.EnumerateObject().SelectMany(p => Texts(p.Value, "Principal").Select(v => (p.Name, v)))];
    }

    private List<PolicyCondition> Conditions(JsonElement condition)
    {
        if (
            condition.ValueKind != JsonValueKind.Object
            || condition.EnumerateObject().Any(o => o.Value.ValueKind != JsonValueKind.Object)
        )
        {
            problems.Add($"{where}: Condition must be an object of operators, each an object of keys and values.");
            return [];
        }

        var wrong = condition.EnumerateObject().Where(o => ConditionOperator.Find(o.Name) is null).ToList();
        problems.AddRange(wrong.Select(o => $"{where}: there is no condition operator '{o.Name}' here."));
        return
        [
            .. from o in condition.EnumerateObject().Except(wrong)
            from key in o.Value.EnumerateObject()
            select new PolicyCondition(ConditionOperator.Find(o.Name)!, key.Name, Values(key.Value)),
        ];
    }

    // Numbers and booleans may stand for their texts.
    private List<string> Values(JsonElement value)
    {
        var all = PolicyReader.Each(value).ToList();
        if (
            all.Exists(v =>
                v.ValueKind
                    is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            )
        )
            problems.Add($"{where}: values in a Condition must be texts, numbers or booleans.");
        return [.. all.Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText())];
    }

    [GeneratedRegex(@"\A(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)\z", RegexOptions.None, 1000)]
    private static partial Regex ActionPattern();
}
