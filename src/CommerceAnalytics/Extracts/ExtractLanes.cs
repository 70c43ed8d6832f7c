using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// All lanes of the extract: one for each set of kinds of event that a summary reads, with the columns that the
/// summaries of these kinds name.
/// </summary>
internal sealed partial class ExtractLanes
{
    private const string Body = "body";
    private const int MostNamedKinds = 3;

    /// <param name="summaries">The summaries that read the extract.</param>
    public ExtractLanes(SummarySet summaries)
    {
        Attributes = EventColumns.Others(summaries.All.SelectMany(summary => summary.Attributes));
        var lanes = summaries.All.GroupBy(summary => Name(summary.EventKinds), StringComparer.Ordinal);
        All = [.. lanes.Select(Lane).OrderBy(lane => lane.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<ExtractLane> All { get; }

    /// <summary>Attributes that are kept as they are, since no normalised column is made from them.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>Columns of the table in order, types as Glue has them.</summary>
    public IReadOnlyList<Column> Columns =>
        [
            .. All.SelectMany(lane =>
                lane.Columns.Prepend("at").Select(column => new Column(lane.Column(column), TypeOf(column)))
            ),
        ];

    /// <summary>The lane of a summary's kinds of event.</summary>
    public ExtractLane Of(Summary summary)
    {
        var name = Name(summary.EventKinds);
        return All.First(lane => lane.Name == name);
    }

    /// <summary>Hive type of a column of <c>events</c>.</summary>
    public static string TypeOf(string column) =>
        column switch
        {
            "at" => "timestamp",
            "quantity" or "result_count" => "bigint",
            "price" or "amount" => "decimal(18,4)",
            _ => "string",
        };

    private static ExtractLane Lane(IGrouping<string, Summary> readers)
    {
        var kinds = readers.First().EventKinds;
        var words = readers.SelectMany(Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Of one kind of event the body is known.
        IEnumerable<string> body = kinds.Count > 1 ? [Body] : [];
        var normalised = EventColumns.Normalised.Select(column => column.Name);
        var others = EventColumns.Others(readers.SelectMany(summary => summary.Attributes)).Select(EventColumns.Of);
        return new()
        {
            Name = readers.Key,
            Kinds = kinds,
            Columns = [.. body.Concat(normalised).Concat(others).Where(words.Contains)],
            IsOrdered = words.Contains("ts"),
        };
    }

    private static IEnumerable<string> Words(Summary summary) => Word().Matches(summary.Sql).Select(word => word.Value);

    // By the kinds alone: a lane keeps its name whatever summaries come and go.
    private static string Name(IReadOnlyList<string> kinds)
    {
        if (kinds.Count == EventKinds.All.Count)
            return "event";
        var sorted = kinds.Order(StringComparer.Ordinal).ToList();
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sorted)));
        if (sorted.Count > MostNamedKinds)
            return $"kinds_{Convert.ToHexStringLower(digest)[..8]}";
        return string.Join('_', sorted.Select(kind => NotOfAName().Replace(Short(kind), "_").ToLowerInvariant()));
    }

    private static string Short(string kind) => kind.Replace("commerce.", "", StringComparison.Ordinal);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotOfAName();
}
