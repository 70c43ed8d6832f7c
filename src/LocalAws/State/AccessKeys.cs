using System.Security.Cryptography;
using System.Text.Json;

namespace LocalAws.State;

/// <summary>
/// The account's long-lived key pair: made on first start, kept with the lake, readable by its owner alone.
/// </summary>
internal sealed record AccessKeys(string AccessKeyId, string SecretAccessKey)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static AccessKeys? Find(StateFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<AccessKeys>(File.ReadAllText(folder.Keys));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static AccessKeys FindOrCreate(StateFolder folder)
    {
        if (Find(folder) is { } kept)
            return kept;
        var made = Random("AKIA");
        folder.WritePrivately(folder.Keys, JsonSerializer.Serialize(made));
        return made;
    }

    /// <summary>A fresh pair; <c>AKIA</c> marks keys of users, <c>ASIA</c> those of sessions.</summary>
    public static AccessKeys Random(string prefix)
    {
        var id = RandomNumberGenerator.GetString(Base32, 16);
        var secret = RandomNumberGenerator.GetString(Base64, 40);
        return new(prefix + id, secret);
    }
}
