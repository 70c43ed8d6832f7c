using System.Text;
using CommerceAnalytics.LogChecks;

namespace CommerceAnalytics.Documents;

/// <summary>The queries of the test page as named queries of Athena: a template of CloudFormation.</summary>
internal static class NamedQueries
{
    private const string Introduction = """
        AWSTemplateFormatVersion: '2010-09-09'
        Description: >-
          The queries of docs/commerce-analytics-test-queries.md as named queries of Athena, for people without the command line. Of its service and date:
          copy one and change them. Written by `commerce-analytics docs`, do not edit.

        Parameters:
          Database:
            Type: String
            Default: {database}
            Description: Database that Athena opens them in; the queries name their own.
          WorkGroup:
            Type: String
            Default: {workgroup}
            Description: Workgroup that shows them.

        Resources:

        """;

    /// <summary>The template, in YAML.</summary>
    /// <param name="sections">The queries, in order.</param>
    /// <param name="database">Database.</param>
    /// <param name="workGroup">Workgroup.</param>
    public static string Text(IReadOnlyList<CheckSection> sections, string database, string workGroup)
    {
        var header = Introduction
            .ReplaceLineEndings("\n")
            .Replace("{database}", database, StringComparison.Ordinal)
            .Replace("{workgroup}", workGroup, StringComparison.Ordinal);
        var queries = sections.Select((section, i) => Query(i + 1, section));
        return header + string.Join('\n', queries);
    }

    private static string Query(int number, CheckSection section)
    {
        var text = new StringBuilder()
            .Append($"  Query{number}:\n    Type: AWS::Athena::NamedQuery\n    Properties:\n")
            .Append($"      Name: commerce {number} {Name(section.Title)}\n")
            .Append($"      Description: '{section.Title.Replace("'", "''", StringComparison.Ordinal)}'\n")
            .Append("      Database: !Ref Database\n      WorkGroup: !Ref WorkGroup\n      QueryString: |\n");
        foreach (var line in $"{section.Sql};".Split('\n'))
            text.Append($"        {line}".TrimEnd()).Append('\n');
        return text.ToString();
    }

    // Unquoted in YAML: no colon.
    private static string Name(string title) => title.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
}
