using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace FunctionsHost.Http.Keys;

/// <summary>
/// The keys of this host, as a Functions app has them. Whoever holds one may do what it opens: never log them.
/// </summary>
/// <param name="FunctionKey">Opens the functions of authorization level <c>function</c>.</param>
/// <param name="HostKey">
/// Opens all functions of level <c>function</c>; here the same doors as the function key, kept apart so that one can be
/// replaced alone.
/// </param>
/// <param name="MasterKey">Opens everything, the administration included.</param>
/// <param name="DurableExtensionKey">
/// The system key of the durable task webhooks; stands in the management URLs.
/// </param>
public sealed record HostKeys(string FunctionKey, string HostKey, string MasterKey, string DurableExtensionKey)
{
    private const int KeyBytes = 40;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Keys that nobody can guess.</summary>
    public static HostKeys New() => new(NewKey(), NewKey(), NewKey(), NewKey());

    /// <summary>Keys as <see cref="ToJson"/> wrote them.</summary>
    /// <param name="json">What it gave.</param>
    /// <exception cref="JsonException">The text is none, or a key is not in it.</exception>
    public static HostKeys Read(string json)
    {
        var keys = JsonSerializer.Deserialize<HostKeys>(json, Json);
        return
            keys
                is {
                    FunctionKey.Length: > 0,
                    HostKey.Length: > 0,
                    MasterKey.Length: > 0,
                    DurableExtensionKey.Length: > 0
                }
            ? keys
            : throw new JsonException("a key is missing or empty.");
    }

    /// <summary>The keys themselves, to keep them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Keeps the keys out of logs and messages that print the record.</summary>
    public override string ToString() => nameof(HostKeys);

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
}
