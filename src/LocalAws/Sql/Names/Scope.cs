using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Names;

/// <summary>A column that names can mean.</summary>
/// <param name="Qualifier">Alias or table name, or null.</param>
/// <param name="Database">Database of a table without alias, for <c>db.table.column</c>.</param>
/// <param name="Name">Lower case, or null: has no name.</param>
/// <param name="Value">What stands for it.</param>
internal sealed record ScopeColumn(string? Qualifier, string? Database, string? Name, Typed Value)
{
    public Needs Needs { get; init; } = new();
}

/// <summary>The names that an expression sees: its own relations, then those of the queries around it.</summary>
internal sealed class Scope(IReadOnlyList<ScopeColumn> columns, Scope? parent)
{
    public IReadOnlyList<ScopeColumn> Columns => columns;

    /// <summary>
    /// Finds what a name or a chain <c>a.b.c</c> means, as far as it names a column; the rest are fields of it.
    /// </summary>
    /// <returns>The column, the number of parts used, and whether it is this scope's own; or null.</returns>
    public (ScopeColumn Column, int Used, bool Own)? Find(IReadOnlyList<string> parts, Position at)
    {
        for (var used = Math.Min(3, parts.Count); used > 0; used--)
        {
            if (FindOwn(parts, used, at) is { } own)
                return (own, used, true);
        }

        if (parent?.Find(parts, at) is { } outer)
            return (outer.Column, outer.Used, false);
        return null;
    }

    private ScopeColumn? FindOwn(IReadOnlyList<string> parts, int used, Position at)
    {
        var found = columns.Where(c => Matches(c, parts, used)).ToList();
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw SqlErrors.Ambiguous(at, parts[used - 1]),
        };
    }

    private static bool Matches(ScopeColumn column, IReadOnlyList<string> parts, int used)
    {
        return column.Name == parts[used - 1]
            && (used < 2 || column.Qualifier == parts[used - 2])
            && (used < 3 || column.Database == parts[0]);
    }
}
