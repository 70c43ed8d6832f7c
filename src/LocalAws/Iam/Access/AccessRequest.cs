using LocalAws.Wire;

namespace LocalAws.Iam.Access;

/// <summary>One thing that a caller wants to do: an action on a resource. A call may need several.</summary>
/// <param name="Action">E.g. <c>glue:GetTable</c>.</param>
/// <param name="Resource">ARN, or <c>*</c> where the action knows no resource.</param>
internal sealed record AccessRequest(string Action, string Resource)
{
    /// <summary>
    /// Condition keys of this call besides those that every call has; null values are keys that it does not have.
    /// </summary>
    public IReadOnlyList<(string Key, string? Value)> Conditions { get; init; } = [];

    /// <summary>
    /// What the service answers where this is refused, if it does not give IAM's own words; null where it does.
    /// </summary>
    public AwsException? Answer { get; init; }
}
