using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>A policy without one action or one resource of one statement.</summary>
/// <param name="Statement">Its Sid.</param>
/// <param name="Missing">What was taken out.</param>
/// <param name="Actions">Actions that no run has any more, or has not on that resource.</param>
/// <param name="Policy">What is left.</param>
internal sealed record PolicyCut(string Statement, string Missing, IReadOnlyList<string> Actions, string Policy)
{
    /// <summary>
    /// Whether a notice says what is missing: the action in its advice and, of a resource that was cut, which one.
    /// </summary>
    public bool IsNamedBy(ReportNotice notice) =>
        Actions.Any(action => notice.Advice.Contains(action, StringComparison.Ordinal))
        && (Actions.Contains(Missing) || Regex.IsMatch($"{notice.Message} {notice.Advice}", Place(Missing)));

    /// <summary>Every cut that there is.</summary>
    public static IEnumerable<PolicyCut> Of(string policy)
    {
        var statements = Statements(policy).Count;
        return Enumerable
            .Range(0, statements)
            .SelectMany(i => Cuts(policy, i, "Action").Concat(Cuts(policy, i, "Resource")));
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

    // Athena names places in S3 by their address or their bucket, not by their ARN.
    private static string Place(string resource) =>
        Regex
            .Escape(resource.Replace("arn:aws:s3:::", "", StringComparison.Ordinal))
            .Replace("\\*", "[^\\s\"]*", StringComparison.Ordinal);

    private static JsonArray Statements(string policy) => (JsonArray)JsonNode.Parse(policy)![nameof(Statement)]!;

    private static List<string> List(JsonNode statement, string member) =>
        statement[member] is JsonArray many ? [.. many.Select(i => i!.ToString())] : [statement[member]!.ToString()];
}
