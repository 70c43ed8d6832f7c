using System.Globalization;
using System.Text.RegularExpressions;
using LocalAws.Signing;

namespace LocalAws.Sts;

/// <summary>What every way of assuming a role takes: the role, a name for the session, how long it lasts.</summary>
internal sealed partial record RoleRequest(string RoleArn, string SessionName, TimeSpan Duration)
{
    /// <summary>Reads and checks the members that <c>AssumeRole...</c> operations share. Throws <c>ValidationError</c>.</summary>
    public static RoleRequest Read(IReadOnlyDictionary<string, string> form)
    {
        var role = form.GetValueOrDefault("RoleArn") ?? throw StsErrors.Missing("roleArn");
        if (!RoleArnPattern().IsMatch(role))
            throw new Wire.AwsException("ValidationError", $"{role} is invalid");
        var session = form.GetValueOrDefault("RoleSessionName") ?? throw StsErrors.Missing("roleSessionName");
        if (!SessionNamePattern().IsMatch(session))
            throw StsErrors.Invalid(session, "roleSessionName", "Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}");
        return new(role, session, ReadDuration(form.GetValueOrDefault("DurationSeconds", "3600")));
    }

    /// <summary>The caller that the session stands for. The role's id is made of its name, so that it stays the same.</summary>
    public Caller ToCaller()
    {
        var role = RoleArn[(RoleArn.LastIndexOf('/') + 1)..];
        var id = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(RoleArn)))[..17];
        var account = RoleArn.Split(':')[4];
        return new($"arn:aws:sts::{account}:assumed-role/{role}/{SessionName}", $"AROA{id}:{SessionName}");
    }

    private static TimeSpan ReadDuration(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43200
            ? TimeSpan.FromSeconds(seconds)
            : throw StsErrors.Invalid(text, "durationSeconds", "Member must have value between 900 and 43200");

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:role/([\u0021-\u007E]+/)?[\w+=,.@-]{1,64}\z", RegexOptions.None, 1000)]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.None, 1000)]
    private static partial Regex SessionNamePattern();
}
