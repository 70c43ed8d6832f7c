using System.Globalization;
using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Summaries;

namespace CommerceAnalytics.Tests.Mutations;

/// <summary>
/// Every place of the summaries' statements and the common expression where a rule fits, once for each replacement.
/// </summary>
internal static partial class SummaryMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. InSql("events.sql"),
        .. InSql("number.sql"),
        .. InSql("top.sql"),
        .. EverySummary.Set.All.SelectMany(InSelect),
        .. EverySummary.Set.All.SelectMany(Described),
        .. EverySummary.Set.All.SelectMany(Kept),
        .. OverviewFiles.SelectMany(InSql),
    ];

    private static IReadOnlyList<string> OverviewFiles => ["overview.sql", "is_repeat.sql", "is_invalid.sql"];

    private static IEnumerable<Mutation> InSelect(Summary summary)
    {
        var file = $"{summary.QueryType}.sql";
        return Replacements(summary.Sql)
            .Select(found => new SummaryMutation(
                Name(file, summary.Sql, found),
                summary with
                {
                    Sql = summary.Sql.Remove(found.Index, found.Old.Length).Insert(found.Index, found.New),
                }
            ));
    }

    private static IEnumerable<Mutation> InSql(string file)
    {
        var text = Template.Text(file);
        return Replacements(text)
            .Select(found => new SqlMutation(
                Name(file, text, found),
                QueryTypes(file, Line(text, found)),
                file,
                found.Index,
                found.Old,
                found.New
            ));
    }

    private static IEnumerable<(int Index, string Old, string New)> Replacements(string text)
    {
        // Comments are blanked, so that places stay where they are.
        var code = Comment().Replace(text, comment => new(' ', comment.Length));
        var literals = Literal()
            .Matches(code)
            .Select(literal => (literal.Index, End: literal.Index + literal.Length))
            .ToList();
        bool InLiteral(Match match) =>
            literals.Exists(literal => match.Index >= literal.Index && match.Index < literal.End);
        var inCode = MutationRules.InCode.SelectMany(rule =>
            Regex
                .Matches(code, rule.Pattern)
                .Where(match => !InLiteral(match))
                .SelectMany(match => Replaced(match, rule.Replacements))
        );
        var inLiterals = literals.SelectMany(literal =>
            MutationRules.InLiterals.SelectMany(rule =>
                Regex
                    .Matches(code[literal.Index..literal.End], rule.Pattern)
                    .SelectMany(match => Replaced(match, rule.Replacements))
                    .Select(found => found with { Index = found.Index + literal.Index })
            )
        );
        return inCode
            .Concat(inLiterals)
            .Where(found => found.Old != found.New)
            .DistinctBy(found => text.Remove(found.Index, found.Old.Length).Insert(found.Index, found.New));
    }

    private static IEnumerable<(int Index, string Old, string New)> Replaced(Match match, string[] replacements) =>
        replacements.Select(replacement =>
            (
                match.Index,
                match.Value,
                replacement switch
                {
                    "{+1}" => (long.Parse(match.Value, CultureInfo.InvariantCulture) + 1).ToString(
                        CultureInfo.InvariantCulture
                    ),
                    "{-1}" => (long.Parse(match.Value, CultureInfo.InvariantCulture) - 1).ToString(
                        CultureInfo.InvariantCulture
                    ),
                    "{{utc}}" => "'UTC'",
                    _ => replacement
                        .Replace("$1", match.Groups[1].Value)
                        .Replace("$2", match.Groups[2].Value)
                        .Replace("$3", match.Groups[3].Value),
                }
            )
        );

    // Lines of the common expression that are about one thing only matter to the summaries that read it.
    private static string[] QueryTypes(string file, string line) =>
        OverviewFiles.Contains(file) ? [OverviewTable.QueryType]
        : file == "number.sql"
        || (
            file == "events.sql"
            && Matter().Match(line) is { Success: true, Value: "price" or "amount" or "salePrice" or "totalAmount" }
        )
            ? ["product_ranking", "category_performance", "purchase_analytics", "cart_source"]
        : file == "top.sql"
            ? [.. EverySummary.Set.All.Where(summary => summary.Top is not null).Select(summary => summary.QueryType)]
        : Matter().Match(line).Value switch
        {
            "action" => ["button_interaction"],
            "query" or "resultCount" or "result_count" or "term" => ["search_analytics"],
            "product" or "category" or "seller" => ["product_ranking", "category_performance"],
            "quantity" => ["product_ranking", "category_performance", "cart_source"],
            "page" or "fromPath" or "from_path" or "toPath" => ["navigation_flow"],
            "payment" => ["purchase_analytics"],
            "hour" => ["hourly_traffic"],
            _ => [.. EverySummary.Set.All.Select(summary => summary.QueryType)],
        };

    // Days, and kinds of event: one more, one less.
    private static IEnumerable<Mutation> Described(Summary summary)
    {
        foreach (var days in (int[])[summary.WindowDays - 1, summary.WindowDays + 1])
            yield return new SummaryMutation(
                $"{summary.QueryType}: [{summary.WindowDays}] days -> [{days}]",
                summary with
                {
                    WindowDays = days,
                }
            );
        foreach (var kind in summary.EventKinds)
            yield return new SummaryMutation(
                $"{summary.QueryType}: without [{kind}]",
                summary with
                {
                    EventKinds = [.. summary.EventKinds.Except([kind]), "none"],
                }
            );
        foreach (var kind in EventKinds.All.Except(summary.EventKinds).Append("http.request"))
            yield return new SummaryMutation(
                $"{summary.QueryType}: with [{kind}]",
                summary with
                {
                    EventKinds = [.. summary.EventKinds, kind],
                }
            );
    }

    // Which rows are kept: one more, one less, by another measure, or with ties in another order.
    private static IEnumerable<Mutation> Kept(Summary summary)
    {
        if (summary.Top is not { } top)
            yield break;
        foreach (var limit in (int[])[top.Limit - 1, top.Limit + 1])
            yield return OfTop(summary, $"limit [{top.Limit}] -> [{limit}]", top with { Limit = limit });
        foreach (var column in summary.OwnColumns.Where(column => column.Type == "bigint" && column.Name != top.By))
            yield return OfTop(summary, $"by [{top.By}] -> [{column.Name}]", top with { By = column.Name });
        foreach (var column in summary.Key)
            yield return OfKey(summary, [.. summary.Key.Except([column])]);
        if (summary.Key.Count > 1)
            yield return OfKey(summary, [.. summary.Key.Reverse()]);
    }

    private static SummaryMutation OfTop(Summary summary, string change, SummaryTop top) =>
        new($"{summary.QueryType}: {change}", summary with { Top = top });

    private static SummaryMutation OfKey(Summary summary, IReadOnlyList<string> key) =>
        new(
            $"{summary.QueryType}: key [{string.Join(", ", summary.Key)}] -> [{string.Join(", ", key)}]",
            summary with
            {
                Key = key,
            }
        );

    private static string Line(string text, (int Index, string Old, string New) found) =>
        text[
            (text.LastIndexOf('\n', found.Index) + 1)..(
                text.IndexOf('\n', found.Index) is var end and >= 0 ? end : text.Length
            )
        ];

    private static string Name(string file, string text, (int Index, string Old, string New) found)
    {
        var start = text.LastIndexOf('\n', found.Index) + 1;
        var end = text.IndexOf('\n', found.Index + found.Old.Length) is var at and >= 0 ? at : text.Length;
        var (before, after) = (text[start..found.Index].TrimStart(), text[(found.Index + found.Old.Length)..end]);
        return $"{file}: {before}[{found.Old}]{after} -> [{found.New}]".Replace("\n", "\\n");
    }

    [GeneratedRegex(
        "salePrice|totalAmount|price|amount|action|query|resultCount|result_count|term|product|category|seller|quantity|page|fromPath|from_path|toPath|payment|hour"
    )]
    private static partial Regex Matter();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("'[^'\n]*'")]
    private static partial Regex Literal();
}
