namespace LocalAws.Tests.Wire;

/// <summary>Roles for tests: whoever is of the account may take them on.</summary>
internal static class TestRoles
{
    public const string Everything =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"sts:*","Resource":"*"}}""";

    public static IamRole Of(string name, string policy, string? externalId = null) =>
        new()
        {
            Name = name,
            Policies = [policy],
            TrustPolicy =
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::000000000000:root"}"""
                + (
                    externalId is null
                        ? ""
                        : ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"" + externalId + "\"}}"
                )
                + "}}",
        };
}
