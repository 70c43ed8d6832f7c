using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Aws;

/// <summary>deploy/aws beside what it is written from.</summary>
public sealed partial class NamedQueryTests
{
    [Fact]
    public void NamedQueries_AreThoseOfTheTestPage()
    {
        var page = SqlBlock()
            .Matches(File.ReadAllText(Repository.Path("docs", "commerce-analytics-test-queries.md")))
            .Select(block => block.Groups[1].Value.Trim())
            .ToList();

        page.Count.ShouldBeGreaterThan(8);
        Queries().ShouldBe(page);
    }

    [Fact]
    public void NamedQueries_FitIntoAthena() =>
        // Athena: 262,144 bytes of UTF-8.
        Queries().ShouldAllBe(query => System.Text.Encoding.UTF8.GetByteCount(query) < 262_144);

    [Fact]
    public void EventsTable_ReadsTimestampsAsText_AndProjectsItsPartitions()
    {
        var ddl = File.ReadAllText(Repository.Path("deploy", "aws", "events-table.sql"));

        ddl.ShouldContain("`timestamp` string");
        ddl.ShouldContain("'projection.enabled' = 'true'");
        ddl.ShouldNotContain("`resource.service.name`");
    }

    [FactWithCfnLint]
    public async Task Templates_Linted_GiveNoWarning()
    {
        var linted = await Tool.RunAsync(
            "cfn-lint",
            Repository.Path("deploy", "aws"),
            Directory.GetFiles(Repository.Path("deploy", "aws"), "*.yaml")
        );

        linted.All.ShouldBeEmpty();
        linted.ExitCode.ShouldBe(0);
    }

    private static List<string> Queries()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.Path("deploy", "aws", "named-queries.yaml"));
        yaml.Load(text);
        var resources = (YamlMappingNode)((YamlMappingNode)yaml.Documents.Single().RootNode).Children["Resources"];
        return
        [
            .. resources.Children.Values.Select(resource =>
                ((YamlScalarNode)resource["Properties"]["QueryString"]).Value!.Trim()
            ),
        ];
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex SqlBlock();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactWithCfnLintAttribute : FactAttribute
    {
        public FactWithCfnLintAttribute() =>
            Skip = Tool.IsThere("cfn-lint") ? null : "needs cfn-lint (pip install cfn-lint)";
    }
}
