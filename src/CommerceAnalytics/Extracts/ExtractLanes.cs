using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// All lanes of the extract: one for each set of kinds of event that a summary reads, with the columns that the
/// summaries of these kinds name.
/// </summary>
internal sealed partial class ExtractLanes
{
    private const string Body = "body";
    private const int MostNamedKinds = 3;

    // Told of an event once, when it is extracted: to find repeats again each night, the overview would have to read
    // all that tells events apart.
    private static readonly string[] Marks = ["is_repeat", "is_invalid"];

    // What the overview reads, whatever summaries there are.
    private static readonly LaneReader[] OfOverview =
    [
        new(EventKinds.All, [Body, "user_key", "session_id", .. Marks], []),
        new([EventKinds.Purchase], ["amount"], []),
    ];

    /// <param name="summaries">The summaries that read the extract.</param>
    public ExtractLanes(SummarySet summaries)
    {
        Attributes = summaries.OtherAttributes;
        var readers = summaries.All.Select(LaneReader.Of).Concat(OfOverview);
        var lanes = readers.GroupBy(reader => Name(reader.Kinds)).Select(Lane);
        All = [.. lanes.OrderBy(lane => lane.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<ExtractLane> All { get; }

    /// <summary>Attributes that are kept as they are, since no normalised column is made from them.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>Columns of the table in order, types as Glue has them.</summary>
    public IReadOnlyList<Column> Columns => [.. All.SelectMany(ColumnsOf)];

    /// <summary>The lane of a summary's kinds of event.</summary>
    public ExtractLane Of(Summary summary)
    {
        var name = Name(summary.EventKinds);
        return All.First(lane => lane.Name == name);
    }

    /// <summary>Hive type of a column of <c>events</c>.</summary>
    public static string TypeOf(string column)
    {
        return column switch
        {
            "at" => "timestamp",
            "quantity" or "result_count" => "bigint",
            "price" or "amount" => "decimal(18,4)",
            "is_repeat" or "is_invalid" => "boolean",
            _ => "string",
        };
    }

    private static IEnumerable<Column> ColumnsOf(ExtractLane lane)
    {
        foreach (var column in lane.Columns.Prepend("at"))
            yield return new(lane.Column(column), TypeOf(column));
    }

    private static ExtractLane Lane(IGrouping<string, LaneReader> readers)
    {
        var kinds = readers.First().Kinds;
        var words = readers.SelectMany(reader => reader.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Of one kind of event the body is known.
        IEnumerable<string> body = kinds.Count > 1 ? [Body] : [];
        var normalised = EventColumns.Normalised.Select(column => column.Name);
        var others = EventColumns.Others(readers.SelectMany(reader => reader.Attributes)).Select(EventColumns.Of);
        IEnumerable<string> all = [.. body, .. normalised, .. others, .. Marks];
        return new()
        {
            Name = readers.Key,
            Kinds = kinds,
            Columns = [.. all.Where(words.Contains)],
            IsOrdered = words.Contains("ts"),
        };
    }

    // By the kinds alone: a lane keeps its name whatever summaries come and go.
    private static string Name(IReadOnlyList<string> kinds)
    {
        if (kinds.Count == EventKinds.All.Count)
            return "event";
        var sorted = kinds.Order(StringComparer.Ordinal).ToList();
        if (sorted.Count <= MostNamedKinds)
            return string.Join('_', sorted.Select(Word));
        var all = Encoding.UTF8.GetBytes(string.Join('\n', sorted));
        var digest = Convert.ToHexStringLower(SHA256.HashData(all));
        return $"kinds_{digest[..8]}";
    }

    private static string Word(string kind)
    {
        var name = kind.Replace("commerce.", "");
        return NotOfAName().Replace(name, "_").ToLowerInvariant();
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotOfAName();

    /// <summary>Who reads a lane.</summary>
    /// <param name="Kinds">Kinds of event.</param>
    /// <param name="Words">Names that stand in its statement: columns among them.</param>
    /// <param name="Attributes">Attributes that it names.</param>
    private sealed record LaneReader(
        IReadOnlyList<string> Kinds,
        IEnumerable<string> Words,
        IReadOnlyList<string> Attributes
    )
    {
        public static LaneReader Of(Summary summary)
        {
            var code = new SqlCode(summary.Sql);
            return new(summary.EventKinds, code.Words, summary.Attributes);
        }
    }
}
