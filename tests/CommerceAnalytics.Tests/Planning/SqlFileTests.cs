using System.Text.RegularExpressions;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Tests.Planning;

/// <summary>The SQL files that statements for Athena are made of.</summary>
public partial class SqlFileTests
{
    public static TheoryData<string> Files =>
        [
            .. typeof(Template)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)),
        ];

    /// <summary>
    /// Athena refuses several statements in one query, and does not document that it knows a comment when it looks for
    /// where one ends.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Statement_HasNoSemicolonButInTexts(string file)
    {
        var text = Template.Text(file);
        // A summary's head is not sent.
        var sql = text.StartsWith("/*", StringComparison.Ordinal)
            ? text[text.IndexOf("*/", StringComparison.Ordinal)..]
            : text;

        CommentOrText().Replace(sql, "$1").ShouldNotContain(";");
    }

    [Fact]
    public void Files_AreFound() => Files.Count.ShouldBeGreaterThan(20);

    [GeneratedRegex(@"(--[^\n]*)|'[^']*'")]
    private static partial Regex CommentOrText();
}
