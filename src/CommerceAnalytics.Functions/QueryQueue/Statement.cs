using System.Text.Json;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// Names a statement of a run. Its SQL, which may be long, is in no message: <see cref="IStatements"/> of its kind
/// render it where it is submitted.
/// </summary>
/// <param name="Kind">The kind, as its <see cref="IStatements"/> say it.</param>
/// <param name="Key">Tells it from all other statements of its kind in the run: each is submitted once.</param>
/// <param name="Name">What it makes, e.g. a query type: statements of one name take about as long.</param>
/// <param name="Of">What it is about, e.g. a service: for people.</param>
/// <param name="Details">What else its SQL depends on; null where nothing else.</param>
public sealed record Statement(string Kind, string Key, string Name, string Of, JsonElement? Details = null)
{
    /// <summary>Details as a statement carries them.</summary>
    /// <param name="details">A few small values.</param>
    public static JsonElement Pack<T>(T details) =>
        JsonSerializer.SerializeToElement(details, JsonSerializerOptions.Web);

    /// <summary>The details that were packed.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public T Unpack<T>()
    {
        if (Details is { } details)
            return details.Deserialize<T>(JsonSerializerOptions.Web)!;
        throw new InvalidOperationException($"The statement {this} has no details.");
    }

    /// <summary>For messages, e.g. <c>events of shop-a</c>.</summary>
    public override string ToString() => $"{Name} of {Of}";
}
