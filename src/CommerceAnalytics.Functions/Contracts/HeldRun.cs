namespace CommerceAnalytics.Functions.Contracts;

/// <summary>What a publication by hand publishes.</summary>
/// <param name="RunId">The run whose tables the audit held.</param>
/// <param name="AskedBy">Who asked for it, as far as is known.</param>
/// <param name="IsWhole">Whether nothing of that run is left to be mended then.</param>
public sealed record HeldRun(string RunId, string AskedBy, bool IsWhole);
