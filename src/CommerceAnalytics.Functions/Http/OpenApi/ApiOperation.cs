namespace CommerceAnalytics.Functions.Http.OpenApi;

/// <summary>What is said of one function; its address and method are its trigger's.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Group">Under which heading it stands.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Description">What a caller must know.</param>
/// <param name="Answer">What it answers when it does what was asked.</param>
internal sealed record ApiOperation(string Function, string Group, string Summary, string Description, ApiAnswer Answer)
{
    /// <summary>Names in the query.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Name of the body's schema in <see cref="ApiSchemas"/>; null where there is none.</summary>
    public string? Body { get; init; }

    /// <summary>Why it refuses, by HTTP status, beyond what every address may answer.</summary>
    public IReadOnlyDictionary<int, string> Refusals { get; init; } = new Dictionary<int, string>();
}

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Schema">Name in <see cref="ApiSchemas"/>; null for text.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record ApiAnswer(
    int Status,
    string Description,
    string? Schema,
    string ContentType = "application/json"
);

/// <summary>A name in the address or its query.</summary>
/// <param name="Name">Name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Example">A value that is taken.</param>
internal sealed record ApiParameter(string Name, string Description, string Example)
{
    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>As JSON Schema has it, e.g. <c>date</c>.</summary>
    public string? Format { get; init; }

    /// <summary>All values that are taken; empty where it is free.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Least and greatest number; null where it is no number.</summary>
    public (int Least, int Most)? Range { get; init; }
}
