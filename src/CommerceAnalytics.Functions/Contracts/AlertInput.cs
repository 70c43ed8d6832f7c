using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>A run that may be worth an alert.</summary>
/// <param name="RunKey">The run's key: an alert of one kind goes out once for it.</param>
/// <param name="Report">Its report; of one that goes on while it has not finished.</param>
/// <param name="Line">What came of it so far, in one line.</param>
/// <param name="Address"><c>s3://</c> address of the report; null where it is not written.</param>
/// <param name="IsNight">Whether it brought all tables of the configured services for the newest night, or tried to.</param>
public sealed record AlertInput(string RunKey, RunReport Report, string Line, string? Address, bool IsNight = false);
