namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Something that readers query.</summary>
/// <param name="Name">Its name, as problems have it.</param>
/// <param name="ReadAsync">Reads all its rows.</param>
/// <param name="IsWhole">Whether it may show these contents.</param>
internal sealed record Shown(string Name, Func<CancellationToken, Task<string>> ReadAsync, Func<string, bool> IsWhole);
