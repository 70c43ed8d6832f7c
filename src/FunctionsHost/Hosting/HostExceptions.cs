namespace FunctionsHost.Hosting;

/// <summary>
/// The host does not run with what it was given, and has begun nothing: every problem found, at once.
/// </summary>
/// <param name="problems">One sentence each: what, where, and the remedy. At least one.</param>
/// <param name="inner">What was found, where it was one thing.</param>
public sealed class HostRefusedException(IReadOnlyList<string> problems, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, problems), inner)
{
    /// <summary>One sentence each: what, where, and the remedy.</summary>
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>What the host keeps beside its task hub, its folder or its keys, cannot be used.</summary>
/// <param name="code">Stable, upper camel case, e.g. <c>StoreNotWritable</c>.</param>
/// <param name="message">What was tried, on what, and what came back.</param>
/// <param name="advice">What to do next, in one sentence.</param>
/// <param name="inner">What was found.</param>
public sealed class HostStateException(string code, string message, string advice, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable, upper camel case, e.g. <c>StoreNotWritable</c>.</summary>
    public string Code => code;

    /// <summary>What to do next, in one sentence.</summary>
    public string Advice => advice;
}
