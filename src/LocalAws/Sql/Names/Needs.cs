namespace LocalAws.Sql.Names;

/// <summary>
/// The columns of tables that a value, or all rows of a query, are made of. Only what the statement's own result needs,
/// directly or through other queries, is read: a column that a WITH query lists and no one asks for costs no bytes.
/// </summary>
internal sealed class Needs
{
    private readonly HashSet<Needs> _others = [];
    private readonly TableUse? _table;
    private readonly string _path = "";

    public Needs() { }

    /// <summary>A column of a table, or a field of it: <c>attributes.name</c>.</summary>
    public Needs(TableUse table, string path)
    {
        _table = table;
        _path = path;
    }

    public void Add(Needs other) => _others.Add(other);

    /// <summary>Fields of this value: of a table's column just those, else the whole value.</summary>
    public Needs Field(IEnumerable<string> fields)
    {
        if (_table is null)
            return this;
        return new Needs(_table, string.Join('.', fields.Prepend(_path)));
    }

    /// <summary>Notes at the tables what must be read of them for these.</summary>
    public static void Note(IEnumerable<Needs> roots)
    {
        var seen = new HashSet<Needs>();
        var open = new Stack<Needs>(roots);
        while (open.TryPop(out var needs))
        {
            if (!seen.Add(needs))
                continue;
            needs._table?.Columns.Add(needs._path);
            foreach (var other in needs._others)
                open.Push(other);
        }
    }
}
