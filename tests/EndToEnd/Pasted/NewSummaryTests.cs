using System.Text.RegularExpressions;

namespace EndToEnd.Pasted;

/// <summary>
/// A newcomer's walk, as the page shows it: from nothing to a table of one's own on the dashboard. One file is all that
/// is added, and the table is published, documented, audited, kept in history and in the named queries.
/// </summary>
public sealed partial class NewSummaryTests
{
    private const string Page = "docs/try/summary-files.md";
    private const string Table = "theshop_brand_commerce_cart_pages_summary";

    [ShellFact("curl", "jq")]
    public async Task Walk_FollowedLiterally_LeadsToTheDashboard()
    {
        var lines = PageBlocks.Read("bash", Page, "## From an idea to the dashboard");
        lines.Count.ShouldBe(5, "from new-summary to the dashboard in five commands");
        using var terminal = new Terminal();

        var (exitCode, output, errors) = await terminal.PasteAsync(
            "commerce-analytics",
            "program \"$@\"",
            [.. lines.SkipLast(1), .. Looked(lines[^1])]
        );

        var said = $"{output}\n{errors}";
        exitCode.ShouldBe(0, said);
        errors.ShouldContain("sound: 4 columns as declared");
        var found = Found()
            .Matches(output)
            .ToDictionary(one => one.Groups["what"].Value, one => one.Groups["is"].Value);
        var rows = found["published"];
        rows.ShouldMatch("^[1-9][0-9]* rows$", said);
        found["history"].ShouldBe(rows, said);
        found["comment"].ShouldBe("cart adds", said);
        found["page"].ShouldBe("1", said);
        found["named"].ShouldBe("1", said);
        found["variable"].ShouldBe("cart_pages", said);
        found["panel"]
            .ShouldBe(
                $"{rows} of service_name,category,cart_adds,users,quantity_per_add,window_start,window_end,calculation_date",
                said
            );
        found["held"].ShouldBe("OutOfRange", said);
    }

    private static string[] Looked(string serve) =>
        [
            "rows() { commerce-analytics query \"SELECT count(*) AS n FROM $1\" --format json | jq -r '\"\\(.[0].n) rows\"'; }",
            $"echo \"= published: $(rows {Table})\"",
            "echo \"= history: $(rows \"pipeline_history_cart_pages WHERE service = 'theshop-brand'\")\"",
            $"echo \"= comment: $(commerce-analytics query 'DESCRIBE {Table}' --format csv | sed -n 's/.*cart_adds[^c]*bigint[^c]*\\(cart adds\\).*/\\1/p')\"",
            "commerce-analytics docs",
            "echo \"= page: $(grep -c '^## `cart_pages`' docs/try/summary-tables.md)\"",
            $"echo \"= named: $(grep -c 'FROM \"log_db\".\"{Table}\"' deploy/aws/named-queries.yaml)\"",
            $"{serve.Split('#')[0].TrimEnd()} > served.txt &",
            "until grep -q '^master key' served.txt; do read -rt 0.2 <> <(:) || :; done",
            "ask() { curl -sf -H \"x-functions-key: $(sed -n 's/^function key: //p' served.txt)\" -H 'content-type: application/json' -d \"$2\" \"http://127.0.0.1:7071/pages/dashboard/$1\"; }",
            "echo \"= variable: $(ask variables/summary '{\"service\":\"theshop_brand\"}' | jq -r '.rows[][0]' | grep cart_pages)\"",
            "echo \"= panel: $(ask panels/34 '{\"service\":\"theshop_brand\",\"summary\":\"cart_pages\"}' | jq -r '\"\\(.rows | length) rows of \\([.columns[].name] | join(\",\"))\"')\"",
            "kill -INT %1; wait %1 || :",
            "sed -i 's/count(\\*) AS cart_adds/1 AS cart_adds/' summaries/cart_pages.sql",
            "commerce-analytics run --query-type cart_pages --service theshop-brand --json report.json || :",
            "echo \"= held: $(jq -r '.services[0].tables[] | select(.status == \"held\").error.code' report.json)\"",
        ];

    [GeneratedRegex(@"^= (?<what>\w+): (?<is>.*)$", RegexOptions.Multiline)]
    private static partial Regex Found();
}
