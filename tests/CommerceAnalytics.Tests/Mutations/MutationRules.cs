using System.Text.RegularExpressions;

namespace CommerceAnalytics.Tests.Mutations;

/// <summary>What is replaced by what, wherever it stands: one rule a line.</summary>
internal static class MutationRules
{
    /// <summary>In SQL, outside of literals.</summary>
    public static IReadOnlyList<(string Pattern, string[] Replacements)> InCode { get; } =
    [
        // Comparisons and their limits
        (@"(?<= )<(?= )", ["<=", ">"]), (@"(?<= )<=(?= )", ["<", ">="]), (@"(?<= )>(?= )", [">=", "<"]), (@"(?<= )>=(?= )", [">", "<="]),
        (@"(?<= )<>(?= )", ["="]), (@"(?<= )=(?= )", ["<>"]), (@"BETWEEN (\S+) AND (\S+)", ["> $1", "< $2", "NOT BETWEEN $1 AND $2"]),
        (@"IS NOT NULL", ["IS NULL"]), (@"IS NULL", ["IS NOT NULL"]),
        // Logic
        (@"(?<!BETWEEN \S+ |ROW |PRECEDING )\bAND\b", ["OR"]), (@"\bOR\b", ["AND"]), (@"\bNOT (?=is_search)", [""]), (@"(?<!NOT |AS )\bis_search\b", ["NOT is_search"]),
        (@"WHERE (?=\S)[^\n]*", ["WHERE TRUE"]), (@"(?<=\n *)(AND|OR) [^\n]*", [""]),
        // Arithmetic
        (@"(?<= )\+(?= )", ["-"]), (@"(?<= )\*(?= )", ["+"]), (@"(?<= )/(?= )", ["*"]), (@"NULLIF\((.*?), 0\)", ["$1", "NULLIF($1, 1)"]),
        (@"(?<![\w{.])[0-9]+(?![\w}.])", ["{+1}", "{-1}"]),
        // Functions
        (@"\bcount_if\(", ["count("]), (@"\bcount\(\*\)", ["count(user_key)"]), (@"DISTINCT ", [""]), (@"\bsum\(", ["max("]), (@"\bmax\(", ["min("]), (@"\blag\(", ["lead("]), (@"\blead\(", ["lag("]),
        (@"\blower\(", ["upper(", "("]), (@"\bhour\((?=local)", ["minute("]), (@"grouping\(previous_page\)", ["grouping(page)"]),
        (@"COALESCE\(([^(),]+), ([^(),]+)\)", ["COALESCE($2, $1)", "$1", "$2"]), (@"COALESCE\(([^(),]+), ([^(),]+), ('\w+')\)", ["COALESCE($2, $1, $3)", "COALESCE($1, $3)", "COALESCE($2, $3)", "COALESCE($1, $2)"]),
        (@"CASE WHEN ([^()]+?) THEN ([^()]+?) END", ["$2"]), (@"CASE WHEN (\w[^()]*?) THEN", ["CASE WHEN NOT ($1) THEN"]),
        (@"COALESCE\((max\(.*), 0\)", ["$1"]), (@"count\(CASE WHEN is_search THEN result_count END\)", ["count(result_count)"]),
        // Order, windows, joins, groups
        (@" DESC\b", ["", " DESC NULLS FIRST"]), (@"NULLS LAST", ["NULLS FIRST", ""]), (@"LEFT JOIN", ["JOIN"]), (@"RANGE BETWEEN", ["ROWS BETWEEN"]),
        (@"UNBOUNDED PRECEDING AND CURRENT ROW", ["UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING", "CURRENT ROW AND UNBOUNDED FOLLOWING", "CURRENT ROW AND CURRENT ROW"]),
        (@"(?<=ORDER BY )\w+( DESC)?, ", [""]), (@"(?<=ORDER BY [^()\n]*), \w+( NULLS LAST)?(?=[),\n])", [""]), (@"(?<=ORDER BY [^()\n]*)(\w+), (\w+)", ["$2, $1"]),
        (@"PARTITION BY (\w+), (\w+)", ["PARTITION BY $1", "PARTITION BY $2"]), (@"PARTITION BY \w+(?! ?,|, )", [""]),
        (@"GROUPING SETS \(\(previous_page, page\), \(page\)\)", ["GROUPING SETS ((previous_page, page))", "GROUPING SETS ((page))", "GROUPING SETS ((previous_page, page), ())"]),
        (@"\bMINUTE\b", ["SECOND", "HOUR"]), (@"decimal\(18, 4\)", ["decimal(18, 3)", "decimal(18, 5)", "double"]), (@"decimal\(38, 2\)", ["double", "decimal(38, 0)"]),
        // Columns
        .. Columns().Select(pair => ($@"(?<![\w{{.]|AS ){pair.From}(?![\w}}(])", new[] { pair.To })),
        // Attributes and other places to fill
        .. Places().Select(pair => ($@"\{{\{{{Regex.Escape(pair.From)}\}}\}}", new[] { $"{{{{{pair.To}}}}}" })),
    ];

    /// <summary>In literals: patterns, kinds of event, names.</summary>
    public static IReadOnlyList<(string Pattern, string[] Replacements)> InLiterals { get; } =
    [
        (@"\[\+-\]\?", [""]), (@"\\A", [""]), (@"\\z", [""]), (@"\[\\x09-\\x0D \]\*", [""]), (@"\(\?s\)", [""]), (@"\\x09", ["\\x0A"]), (@"\\x0D", ["\\x0C", "\\x0E"]), (@"(?<=\\x0D) (?=\])", [""]),
        (@"\[0-9\]\+", ["[0-9]*", "[0-9]"]), (@"\[1-9\]", ["[0-9]"]), (@"\{2,\}", ["{1,}", "{3,}"]), (@"\{1,2\}", ["{1}", "{2}", "{1,3}"]), (@"\(\?:\\\.\[0-9\]\*\)\?", [""]), (@"\(\?:\\\.0\*\)\?", [""]),
        (@"\[eE\]", ["e", "E"]), (@"\|\\\.\[0-9\]\+", [""]), (@"\|\\\.0\+", [""]), (@"\\\+\?", [""]), (@"(?<=[e-]\S*|\?)0\*(?=\[)", [""]), (@"(?<=\[0-9\]\+\)\?)\|.*(?=\)\[)", [""]), (@"^'0'$", ["'1'", "''"]),
        (@"(?<=\])\](?=\?)|\[\^", ["["]), (@"commerce\.cart\.add", ["commerce.cart.view"]), (@"commerce\.search(?=')", ["commerce.search.result_click"]), (@"commerce\.search\.result_click", ["commerce.cart.add"]),
        (@"^'UTC'$", ["'Asia/Seoul'"]), (@"^'(unknown|Uncategorized)'$", ["'none'"]),
    ];

    private static (string From, string To)[] Columns() =>
    [
        ("user_key", "session_id"), ("session_id", "user_key"), ("action", "user_key"), ("product_name", "seller_name"), ("category", "seller_name"), ("seller_name", "category"), ("quantity", "price"), ("price", "quantity"),
        ("page", "from_path"), ("from_path", "page"), ("previous_page", "page"), ("to_path", "from_path"), ("term", "session_id"), ("any_search_at", "term_search_at"), ("term_search_at", "any_search_at"),
        ("searched_at", "ts"), ("search_at", "ts"), ("ts", "search_at"), ("amount", "price"), ("payment_method", "user_key"), ("purchase_date", "payment_method"), ("query_text", "payload_query_text"),
        ("payload_query_text", "query_text"), ("quantity_text", "price_text"), ("price_text", "quantity_text"), ("amount_text", "price_text"), ("quantity_value", "result_count_value"), ("result_count_text", "quantity_text"),
        ("result_count_value", "quantity_value"), ("price_number", "amount_number"), ("amount_number", "price_number"), ("local_ts", "ts"), ("result_count", "quantity"), ("counted_results", "search_count"),
        ("zero_results", "counted_results"), ("search_count", "counted_results"), ("click_count", "search_count"), ("from_views", "from_exits"), ("from_exits", "from_views"), ("unique_sessions", "unique_users"),
        ("unique_users", "unique_sessions"), ("traffic.sessions", "traffic.unique_users"), ("traffic.unique_users", "traffic.sessions"), ("traffic.cart_adds", "traffic.cart_sessions"), ("traffic.cart_sessions", "traffic.cart_adds"),
        ("purchase_count", "purchases_with_amount"), ("purchases_with_amount", "purchase_count"), ("unique_purchasers", "purchase_count"), ("revenue", "purchase_count"), ("is_exit", "page = page"),
        ("productname", "category"), ("sellernm", "category"), ("body", "user_key"), ("day", "CAST(ts AS date)"), ("hours.hour", "traffic.hour"), ("steps", "unique_sessions"), ("is_exit", "NOT is_exit"),
    ];

    private static (string From, string To)[] Places() =>
    [
        ("userKey", "sessionId"), ("sessionId", "userKey"), ("action", "menuName"), ("productName", "sellerNm"), ("category", "ctgnm"), ("ctgnm", "category"), ("sellerNm", "source"), ("quantity", "resultCount"),
        ("salePrice", "price"), ("price", "salePrice"), ("query", "payload_query"), ("payload_query", "query"), ("resultCount", "quantity"), ("fromPath", "path"), ("toPath", "path"), ("path", "toPath"),
        ("totalAmount", "price"), ("paymentMethod", "channel"), ("resource.service.name", "resource.service.namespace"), ("window_from", "window_to"), ("window_to", "window_from"), ("zone", "utc"),
    ];
}
