namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or an activity; two names that differ only in case are the same.</summary>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    /// <summary>The name as it was given; null in the default value.</summary>
    public string Name { get; } = name;

    /// <summary>The name's text.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A name of this text; empty gives the default value.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Same name, whatever the case.</summary>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Different names.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name ?? "");

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The version of an orchestrator or an activity; LocalDurableTask knows none.</summary>
public readonly struct TaskVersion(string? version) : IEquatable<TaskVersion>
{
    private readonly string? text = version;

    /// <summary>The version's text; empty when there is none.</summary>
    public string Version => text ?? "";

    /// <summary>The version's text.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>A version of this text.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Same version, whatever the case.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Different versions.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
