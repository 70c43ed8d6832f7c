using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Runtime;

namespace Amazon.Clients.Tests;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("ap-northeast-2", false, false, "https://athena.ap-northeast-2.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://athena-fips.us-east-1.amazonaws.com/")]
    [InlineData("eu-west-1", false, true, "https://athena.eu-west-1.api.aws/")]
    [InlineData("us-east-1", true, true, "https://athena-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://athena.cn-north-1.amazonaws.com.cn/")]
    public void DetermineServiceOperationEndpoint_Region_IsTheRegionsOwn(
        string region,
        bool fips,
        bool dualStack,
        string expected
    )
    {
        using var client = new AmazonAthenaClient(
            new AnonymousAWSCredentials(),
            new AmazonAthenaConfig
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(region),
                UseFIPSEndpoint = fips,
                UseDualstackEndpoint = dualStack,
            }
        );

        client.DetermineServiceOperationEndpoint(new GetWorkGroupRequest()).URL.ShouldBe(expected);
    }

    [Fact]
    public void DetermineServiceOperationEndpoint_ServiceUrl_IsUsedAsGiven()
    {
        using var client = new AmazonGlueClient(
            new AnonymousAWSCredentials(),
            new AmazonGlueConfig { ServiceURL = "http://127.0.0.1:4566" }
        );

        client.DetermineServiceOperationEndpoint(new GetTableRequest()).URL.ShouldBe("http://127.0.0.1:4566/");
    }

    [Fact]
    public void DetermineServiceOperationEndpoint_ServiceUrlWithFips_IsRefused()
    {
        using var client = new AmazonGlueClient(
            new AnonymousAWSCredentials(),
            new AmazonGlueConfig { ServiceURL = "https://glue.example", UseFIPSEndpoint = true }
        );

        Should.Throw<AmazonClientException>(() => client.DetermineServiceOperationEndpoint(new GetTableRequest()));
    }

    [Fact]
    public void Config_OfBothServices_NamesThemAsTheOfficialOnesDo()
    {
        AmazonAthenaConfig.ServiceId.ShouldBe("Athena");
        new AmazonAthenaConfig().AuthenticationServiceName.ShouldBe("athena");
        new AmazonAthenaConfig().ServiceVersion.ShouldBe("2017-05-18");
        AmazonGlueConfig.ServiceId.ShouldBe("Glue");
        new AmazonGlueConfig().RegionEndpointServiceName.ShouldBe("glue");
        new AmazonGlueConfig().UserAgent.ShouldContain("Glue");
    }
}
