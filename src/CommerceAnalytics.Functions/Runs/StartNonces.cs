using System.Security.Cryptography;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Marks by which starts know their own runs again. Tests put marks of their own in their place.</summary>
public class StartNonces
{
    private const int Digits = 16;

    /// <summary>A mark that no other start has, on no host.</summary>
    public virtual string Next() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);
}
