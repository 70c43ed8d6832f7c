using LocalAws.Catalog;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Names;

/// <param name="Name">Lower case, or null where the column has none.</param>
/// <param name="Type">Trino's type.</param>
internal sealed record OutputColumn(string? Name, SqlType Type)
{
    public Needs Needs { get; init; } = new();
}

/// <param name="Sql">DuckDB's SQL, whose columns are named <c>c1</c>, <c>c2</c>, ...</param>
/// <param name="Columns">What they are in Trino.</param>
internal sealed record TranslatedQuery(string Sql, IReadOnlyList<OutputColumn> Columns)
{
    /// <summary>What its rows need, whichever of its columns are asked for: conditions, groups, order.</summary>
    public Needs Rows { get; init; } = new();

    public IEnumerable<Needs> AllNeeds => Columns.Select(c => c.Needs).Append(Rows);
}

/// <summary>A table that a query reads, with the conditions that hold for its partition columns.</summary>
/// <param name="View">Name of the view that stands for it in the translated SQL.</param>
/// <param name="Alias">Alias that the conditions use, quoted.</param>
/// <param name="Table">What the catalog says.</param>
internal sealed record TableUse(string View, string Alias, CatalogTable Table)
{
    public List<string> PartitionConditions { get; } = [];

    /// <summary>What the statement needs of it: columns, or fields of columns (<c>attributes.name</c>).</summary>
    public HashSet<string> Columns { get; } = [];
}
