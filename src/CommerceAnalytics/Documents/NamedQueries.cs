using System.Text;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Documents;

/// <summary>The queries of the test page as named queries of Athena: a template of CloudFormation.</summary>
internal static class NamedQueries
{
    /// <summary>The template, in YAML.</summary>
    /// <param name="sections">The queries, in order.</param>
    /// <param name="database">Database.</param>
    /// <param name="workGroup">Workgroup.</param>
    public static string Text(IReadOnlyList<CheckSection> sections, string database, string workGroup)
    {
        var places = new Dictionary<string, string> { ["database"] = database, ["workgroup"] = workGroup };
        var header = Template.Fill("named-queries.yaml.template", places);
        var queries = sections.Select((section, i) => Query(i + 1, section));
        return $"{header}\n{string.Join('\n', queries)}";
    }

    private static string Query(int number, CheckSection section)
    {
        var text = new StringBuilder()
            .Append($"  Query{number}:\n    Type: AWS::Athena::NamedQuery\n    Properties:\n")
            .Append($"      Name: commerce {number} {Name(section.Title)}\n")
            .Append($"      Description: '{section.Title.Replace("'", "''")}'\n")
            .Append("      Database: !Ref Database\n      WorkGroup: !Ref WorkGroup\n      QueryString: |\n");
        foreach (var line in $"{section.Sql};".Split('\n'))
            text.Append($"        {line}".TrimEnd()).Append('\n');
        return text.ToString();
    }

    // Unquoted in YAML: no colon.
    private static string Name(string title) => title.Replace(":", "").ToLowerInvariant();
}
