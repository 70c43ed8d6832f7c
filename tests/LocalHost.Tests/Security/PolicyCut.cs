using System.Text.Json.Nodes;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>A policy without one action or one resource of one statement.</summary>
/// <param name="Statement">Its Sid.</param>
/// <param name="Missing">What was taken out.</param>
/// <param name="Actions">Actions that no run has any more, or has not on that resource.</param>
/// <param name="Policy">What is left.</param>
internal sealed record PolicyCut(string Statement, string Missing, IReadOnlyList<string> Actions, string Policy)
{
    /// <summary>Every cut that there is.</summary>
    public static IEnumerable<PolicyCut> Of(string policy)
    {
        var statements = Statements(policy).Count;
        return Enumerable.Range(0, statements).SelectMany(i => Cuts(policy, i, "Action").Concat(Cuts(policy, i, "Resource")));
    }

    private static IEnumerable<PolicyCut> Cuts(string policy, int index, string member)
    {
        var count = List(Statements(policy)[index]!, member).Count;
        // The only action and the only resource of a statement are one and the same cut.
        if (count == 1 && member == "Resource" && List(Statements(policy)[index]!, "Action").Count == 1)
            yield break;
        for (var item = 0; item < count; item++)
        {
            var document = JsonNode.Parse(policy)!.AsObject();
            var statements = (JsonArray)document[nameof(Statement)]!;
            var statement = statements[index]!.AsObject();
            var list = List(statement, member);
            var missing = list[item];
            var actions = member == "Action" ? [missing] : List(statement, "Action");
            if (count == 1)
                statements.RemoveAt(index);
            else
                statement[member] = new JsonArray([.. list.Where(i => i != missing).Select(i => JsonValue.Create(i))]);
            yield return new PolicyCut(statement["Sid"]!.ToString(), missing, actions, document.ToJsonString());
        }
    }

    private static JsonArray Statements(string policy) => (JsonArray)JsonNode.Parse(policy)![nameof(Statement)]!;

    private static List<string> List(JsonNode statement, string member) =>
        statement[member] is JsonArray many ? [.. many.Select(i => i!.ToString())] : [statement[member]!.ToString()];
}
