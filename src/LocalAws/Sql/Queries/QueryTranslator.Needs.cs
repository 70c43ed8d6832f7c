using LocalAws.Sql.Names;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <summary>Where the columns go that are named right now.</summary>
    private Needs _needs = new();

    public void Need(Needs needs) => _needs.Add(needs);

    /// <summary>Does the work and gives what it needs.</summary>
    private (T Result, Needs Needs) Collected<T>(Func<T> work)
    {
        var outer = _needs;
        var own = _needs = new Needs();
        var result = work();
        _needs = outer;
        return (result, own);
    }

    /// <summary>A query in an expression: its rows and all of its columns are needed where the expression is.</summary>
    public TranslatedQuery Nested(Syntax.Query query, Scope outer)
    {
        var inner = Translate(query, outer);
        foreach (var needs in inner.AllNeeds)
            Need(needs);
        return inner;
    }
}
