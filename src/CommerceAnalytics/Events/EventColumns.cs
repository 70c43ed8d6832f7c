using System.Text.RegularExpressions;

namespace CommerceAnalytics.Events;

/// <summary>
/// Columns of the common table expression <c>events</c>: the normalised ones, and one for each other attribute that a
/// summary names.
/// </summary>
internal static partial class EventColumns
{
    // An attribute whose column the normalised events have already is read beside it; a word of SQL is no column's name.
    private const string Suffix = "_attribute";

    // Of no attribute.
    private static readonly string[] Own = ["ts", "day", "hour", "body"];

    /// <summary>The normalised columns that are made from attributes, with those that each is made from.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Attributes)> Normalised { get; } =
    [
        ("user_key", ["userKey"]),
        ("session_id", ["sessionId"]),
        ("action", ["action"]),
        ("product_name", ["productName"]),
        ("category", ["category", "ctgnm"]),
        ("seller_name", ["sellerNm"]),
        ("quantity", ["quantity"]),
        ("price", ["salePrice", "price"]),
        ("term", ["query", "payload_query"]),
        ("result_count", ["resultCount"]),
        ("from_path", ["fromPath"]),
        ("page", ["toPath", "path"]),
        ("amount", ["totalAmount"]),
        ("payment_method", ["paymentMethod"]),
    ];

    /// <summary>Of some attributes those that no normalised column is made from, each once, in order of name.</summary>
    public static IReadOnlyList<string> Others(IEnumerable<string> attributes)
    {
        var normalised = Normalised.SelectMany(column => column.Attributes).Append(EventAttributes.ServiceName);
        return [.. attributes.Except(normalised).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The column of an attribute that no normalised one is made from: in snake case, e.g. <c>goods_cd</c>.
    /// </summary>
    public static string Of(string attribute)
    {
        var words = Word().Replace(EventAttributes.Underscored(attribute), "$1_$2").ToLowerInvariant();
        var isTaken = Own.Contains(words) || Normalised.Any(column => column.Name == words);
        return isTaken || ReservedWords.All.Contains(words) ? words + Suffix : words;
    }

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Word();
}
