using LocalAws;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>Two environments in one account, each a stack of the template that the pipeline's role comes from.</summary>
public sealed class PipelineTemplateTests
{
    private const string Issuer = "sts.windows.net/11111111-2222-3333-4444-555555555555/";
    private const string Provider = $"arn:aws:iam::000000000000:oidc-provider/{Issuer}";

    [Fact]
    public void Provider_OfTheFirstEnvironment_TakesTheAudiencesOfBoth()
    {
        var first = Read(("Audience", "api://staging"), ("OtherAudiences", "api://production"));

        var provider = first.OidcProviders.ShouldHaveSingleItem();
        provider.Url.ShouldBe($"https://{Issuer}");
        provider.ClientIds.ShouldBe(["api://staging", "api://production"]);
    }

    [Fact]
    public void Provider_OfOneEnvironmentAlone_TakesItsAudience() =>
        Read(("Audience", "api://staging")).OidcProviders[0].ClientIds.ShouldBe(["api://staging"]);

    [Fact]
    public void Role_OfTheSecondEnvironment_TrustsTheProviderOfTheFirst()
    {
        var first = Read(("RoleName", "one"));
        var second = Read(("RoleName", "two"), ("CreateProvider", "false"), ("Audience", "api://production"));

        second.OidcProviders.ShouldBeEmpty();
        var role = second.Roles.ShouldHaveSingleItem();
        role.Name.ShouldBe("two");
        role.TrustPolicy.ShouldContain($"\"{Provider}\"");
        role.TrustPolicy.ShouldContain($"\"{Issuer}:aud\": \"api://production\"");
        first.Roles.ShouldHaveSingleItem().TrustPolicy.ShouldContain($"\"{Provider}\"");
    }

    [Fact]
    public void Rights_WhateverIsCreated_AreTheSame()
    {
        var onTop = Read(("WorkGroup", "pipeline"));
        var alone = Read(
            ("WorkGroup", "pipeline"),
            ("CreateResultsBucket", "true"),
            ("CreateDatabase", "true"),
            ("CreateWorkGroup", "true"),
            ("PolicyName", "rights")
        );

        alone.Roles[0].Policies.ShouldBe(onTop.Roles[0].Policies);
    }

    private static IamTemplate Read(params (string Name, string Value)[] parameters)
    {
        using var stream = typeof(OneMachine.Lake.PipelineRole).Assembly.GetManifestResourceStream(
            "commerce-analytics.yaml"
        )!;
        using var reader = new StreamReader(stream);
        var values = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        values.TryAdd("Issuer", Issuer);
        return IamTemplate.Read(reader.ReadToEnd(), "ap-northeast-2", values);
    }
}
