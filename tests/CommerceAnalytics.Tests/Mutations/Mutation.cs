using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Mutations;

/// <summary>One small fault in what the summaries are made from.</summary>
/// <param name="Name">Where and what, e.g. <c>button_interaction.sql: count([DISTINCT ]user_key) -> []</c>.</param>
/// <param name="QueryTypes">The summaries that it can change.</param>
internal record Mutation(string Name, IReadOnlyList<string> QueryTypes)
{
    /// <summary>The text of a <c>.sql</c> file, faulty where the fault lies in that one.</summary>
    public virtual string SqlFile(string file) => Template.Text(file);

    /// <summary>The description of a summary, faulty where the fault lies there.</summary>
    public virtual Summary Of(Summary summary) => summary;
}

/// <summary>A piece of one line of a <c>.sql</c> file replaced by another.</summary>
internal sealed record SqlMutation(
    string Name,
    IReadOnlyList<string> QueryTypes,
    string File,
    int Index,
    string Old,
    string New
) : Mutation(Name, QueryTypes)
{
    public override string SqlFile(string file)
    {
        var text = base.SqlFile(file);
        return file == File ? text.Remove(Index, Old.Length).Insert(Index, New) : text;
    }
}

/// <summary>A summary's SELECT, days, kinds of event or kept rows changed.</summary>
internal sealed record SummaryMutation(string Name, Summary Changed) : Mutation(Name, [Changed.QueryType])
{
    public override Summary Of(Summary summary) => Changed;
}
