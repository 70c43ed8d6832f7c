using System.Collections.Frozen;

namespace CommerceAnalytics.Events;

/// <summary>Words that Athena reserves in SELECT: as names they would have to stand in quotes everywhere.</summary>
internal static class ReservedWords
{
    private const string Words = """
        all alter and as between by case cast constraint create cross cube current_catalog current_date current_path
        current_role current_schema current_time current_timestamp current_user deallocate delete describe distinct
        drop else end escape except execute exists extract false first for from full group grouping having in inner
        insert intersect into is join json_array json_exists json_object json_query json_table json_value last left
        like listagg localtime localtimestamp natural normalize not null on or order outer prepare recursive right
        rollup select skip table then trim true uescape union unnest using values when where with
        """;

    public static FrozenSet<string> All { get; } =
        Words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
