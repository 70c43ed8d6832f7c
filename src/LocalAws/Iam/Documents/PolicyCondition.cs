using LocalAws.Iam.Evaluation;

namespace LocalAws.Iam.Documents;

/// <summary>One key of a condition: what the request says of it must compare with any of the values.</summary>
/// <param name="Operator">How it compares.</param>
/// <param name="Key">Condition key; case does not matter.</param>
/// <param name="Values">Values, which may hold variables.</param>
internal sealed record PolicyCondition(ConditionOperator Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>Whether it holds.</summary>
    /// <param name="context">What the request says.</param>
    /// <param name="variables">Whether <c>${...}</c> in values stands for something.</param>
    public bool Holds(RequestContext context, bool variables)
    {
        var values = Values.Select(v => Pattern.Read(v, variables ? context : null)).OfType<Pattern>().ToList();
        return Operator.Holds(context.Find(Key), values);
    }
}
