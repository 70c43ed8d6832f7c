using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Iam;

/// <summary>
/// A role that was registered while LocalAws ran: queries that a kill left unfinished run again with its rights, before
/// anything else.
/// </summary>
public sealed class KeptRoleTests(TestLake lake) : IClassFixture<TestLake>
{
    private const string Arn = "arn:aws:iam::000000000000:role/pipeline";

    [Fact]
    public async Task PutRole_ThenARestart_IsThereWithItsNewestPolicies()
    {
        lake.Server.PutRole(TestRoles.Of("pipeline", Policy("athena:GetWorkGroup")));
        lake.Server.PutRole(TestRoles.Of("pipeline", Policy("athena:*")));

        await lake.RestartAsync();

        var keys = (await lake.Sts().AssumeRoleAsync(new() { RoleArn = Arn, RoleSessionName = "run-1" })).Credentials;
        var signed = lake.Signed();
        (signed.AccessKeyId, signed.Secret, signed.SessionToken) = (
            keys.AccessKeyId,
            keys.SecretAccessKey,
            keys.SessionToken
        );
        (await signed.AthenaAsync("ListWorkGroups", new { })).Status.ShouldBe(200);
    }

    private static string Policy(string action) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","Resource":"*"}}""";
}
