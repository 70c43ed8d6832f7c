namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>The night that a digest is of.</summary>
/// <param name="RunId">The night's run.</param>
/// <param name="ExecutionDate">Its date.</param>
/// <param name="Line">What came of it, in one line.</param>
/// <param name="ServiceNames">Its services.</param>
public sealed record DigestInput(string RunId, DateOnly ExecutionDate, string Line, IReadOnlyList<string> ServiceNames);
