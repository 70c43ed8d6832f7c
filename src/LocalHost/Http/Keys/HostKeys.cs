namespace CommerceAnalytics.LocalHost.Http.Keys;

/// <summary>The keys of this host, as a Functions app has them. Whoever holds one may do what it opens: never log them.</summary>
/// <param name="FunctionKey">Opens the functions of authorization level <c>function</c>.</param>
/// <param name="HostKey">Opens all functions of level <c>function</c>; here the same doors as the function key, kept apart so that one can be replaced alone.</param>
/// <param name="MasterKey">Opens everything, the administration included.</param>
/// <param name="DurableExtensionKey">The system key of the durable task webhooks; stands in the management URLs.</param>
internal sealed record HostKeys(string FunctionKey, string HostKey, string MasterKey, string DurableExtensionKey)
{
    /// <summary>Keeps the keys out of logs and messages that print the record.</summary>
    public override string ToString() => nameof(HostKeys);
}
