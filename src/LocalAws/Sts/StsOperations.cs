using System.Xml.Linq;
using LocalAws.Signing;

namespace LocalAws.Sts;

/// <summary>One operation of STS: takes the form and the caller (null where the operation is not signed), gives the members of its result.</summary>
internal sealed record StsOperation(bool Signed, Func<IReadOnlyDictionary<string, string>, Caller?, IEnumerable<XElement>> Invoke);

/// <summary>The dispatch table of STS. Elements have no namespace here; the surface gives them STS's.</summary>
internal sealed class StsOperations(SessionStore sessions, TimeProvider time)
{
    public IReadOnlyDictionary<string, StsOperation> Table() => new Dictionary<string, StsOperation>
    {
        ["GetCallerIdentity"] = new(Signed: true, (_, caller) => GetCallerIdentity(caller!)),
        ["AssumeRole"] = new(Signed: true, (form, _) => AssumeRole(form)),
        ["AssumeRoleWithWebIdentity"] = new(Signed: false, (form, _) => AssumeRoleWithWebIdentity(form)),
    };

    private static IEnumerable<XElement> GetCallerIdentity(Caller caller) =>
    [
        new("Arn", caller.Arn),
        new("UserId", caller.UserId),
        new("Account", caller.Arn.Split(':')[4]),
    ];

    private IEnumerable<XElement> AssumeRole(IReadOnlyDictionary<string, string> form)
    {
        var request = RoleRequest.Read(form);
        return Granted(request);
    }

    private IEnumerable<XElement> AssumeRoleWithWebIdentity(IReadOnlyDictionary<string, string> form)
    {
        var request = RoleRequest.Read(form);
        var token = WebIdentityToken.Read(form.GetValueOrDefault("WebIdentityToken") ?? throw StsErrors.Missing("webIdentityToken"), time.GetUtcNow());
        return
        [
            .. Granted(request),
            new("SubjectFromWebIdentityToken", token.Subject),
            new("Audience", token.Audience),
            new("Provider", token.Issuer),
        ];
    }

    private IEnumerable<XElement> Granted(RoleRequest request)
    {
        var caller = request.ToCaller();
        var session = sessions.Create(caller, request.Duration);
        return
        [
            new("AssumedRoleUser", new XElement("AssumedRoleId", caller.UserId), new XElement("Arn", caller.Arn)),
            new(
                "Credentials",
                new XElement("AccessKeyId", session.AccessKeyId),
                new XElement("SecretAccessKey", session.SecretAccessKey),
                new XElement("SessionToken", session.SessionToken),
                new XElement("Expiration", session.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))),
        ];
    }
}
