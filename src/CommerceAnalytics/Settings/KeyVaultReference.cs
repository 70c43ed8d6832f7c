namespace CommerceAnalytics.Settings;

/// <summary>
/// App Service hands an app the secret that a setting refers to, or, where it may not read it, the reference itself: at
/// a first deployment nobody has granted the app's identity the vault yet. Nights go on without messages.
/// </summary>
public static class KeyVaultReference
{
    private const string Start = "@Microsoft.KeyVault(";

    /// <summary>What to do about it.</summary>
    public const string Remedy =
        "Grant the app's identity the role Key Vault Secrets User on the vault, then restart the app.";

    /// <summary>Whether a setting's value is a reference that was not resolved.</summary>
    /// <param name="value">The value as the app sees it.</param>
    public static bool IsUnresolved(string? value)
    {
        if (value is null)
            return false;
        return value.StartsWith(Start, StringComparison.OrdinalIgnoreCase);
    }
}
