using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Fault plans in the pipeline's words: a rule may name a <c>shop</c>, a <c>query_type</c> or both in the place of a
/// <c>target</c>, since LocalAws knows tables and files alone.
/// </summary>
/// <param name="settings">Shops and summaries.</param>
/// <param name="asked">Shops that the command names besides.</param>
internal sealed class FaultTargets(CommerceSettings settings, IReadOnlyList<string> asked)
{
    private const string Shop = "shop";
    private const string QueryType = "query_type";
    private const string Target = "target";
    private const string Overview = "overview";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly string[] _shops = [.. settings.RunServices().Concat(asked).Distinct()];

    // Of settings that are not sound their own problems are told.
    private readonly string[] _queryTypes =
        settings.Problems().Count == 0 ? [.. SummarySet.Of(settings).Names, Overview] : [];

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The plan.</param>
    /// <exception cref="FaultPlanException">All that is wrong, with the names that there are.</exception>
    public FaultPlan Read(string json)
    {
        var problems = new List<string>();
        var plan = new FaultPlan();
        try
        {
            plan = FaultPlan.Parse(Translated(json, problems));
        }
        catch (FaultPlanException e)
        {
            problems.AddRange(e.Problems);
        }

        return problems.Count == 0 ? plan : throw new FaultPlanException(problems);
    }

    private string Translated(string json, List<string> problems)
    {
        if (Node(json) is not JsonObject plan || plan["rules"] is not JsonArray rules)
            return json;
        foreach (var (i, rule) in rules.Index())
        {
            if (rule is JsonObject members && NamesATable(members))
                Translate(members, problem => problems.Add($"Rule {i + 1} of the fault plan: {problem}"));
        }

        return plan.ToJsonString();
    }

    private static bool NamesATable(JsonObject rule) => rule.ContainsKey(Shop) || rule.ContainsKey(QueryType);

    private void Translate(JsonObject rule, Action<string> tell)
    {
        if (rule.ContainsKey(Target))
            tell($"it has a {Target} and a {Shop} or {QueryType}: leave out one of them.");
        var shop = Take(rule, Shop, _shops, tell);
        var queryType = Take(rule, QueryType, _queryTypes, tell);
        if (shop is not null && queryType == Overview)
            tell($"the overview is one for all shops: leave out {Shop}.");
        rule[Target] = queryType == Overview ? $"*{SummaryNames.Overview}*" : Pattern(shop, queryType);
    }

    /// <summary>The folder of a table's versions, where its query writes, and the live table.</summary>
    private static string Pattern(string? shop, string? queryType)
    {
        var table = $"{(shop is null ? "*_commerce" : SummaryNames.Prefix(shop))}_{queryType ?? "*"}";
        return $"*/{table}/*|*.{table}_summary";
    }

    private static string? Take(JsonObject rule, string member, string[] known, Action<string> tell)
    {
        if (!rule.Remove(member, out var value))
            return null;
        var name = value is JsonValue text && text.TryGetValue<string>(out var found) ? found : null;
        if (known.Contains(name))
            return name;
        if (known.Length > 0)
            tell($"{member} {value?.ToJsonString() ?? "null"} is not known: name one of {string.Join(", ", known)}.");
        return null;
    }

    private static JsonNode? Node(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Lenient);
        }
        catch (JsonException)
        {
            // What is wrong with it is told by the plan's own reader.
            return null;
        }
    }
}
