namespace CommerceAnalytics.Summaries;

/// <summary>A column of a table as the catalog has it.</summary>
/// <param name="Name">Lower case, as Athena stores names.</param>
/// <param name="Type">
/// Hive type name as Glue writes it: <c>string</c>, <c>bigint</c>, <c>double</c>, <c>int</c>, <c>date</c>,
/// <c>struct&lt;...&gt;</c>.
/// </param>
public sealed record Column(string Name, string Type)
{
    /// <summary>What a value means, for whoever reads the catalog; null where nothing is said.</summary>
    public string? Comment { get; init; }

    /// <summary>The type in the words of Athena's SQL.</summary>
    public string AthenaType =>
        Type switch
        {
            "string" => "varchar",
            "int" => "integer",
            _ => Type,
        };

    /// <summary>By name and type: columns are alike whatever is said about them.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(Column? other)
    {
        if (other is null)
            return false;
        return Name == other.Name && Type == other.Type;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type);
}
