namespace CommerceAnalytics.Events;

/// <summary>To how many digits the values of a text partition key are filled up with zeros.</summary>
/// <param name="Key">The key's name.</param>
/// <param name="Digits">One entry, or several where the values are written in several ways; 1 fills nothing up.</param>
public sealed record PartitionWidths(string Key, IReadOnlyList<int> Digits);
