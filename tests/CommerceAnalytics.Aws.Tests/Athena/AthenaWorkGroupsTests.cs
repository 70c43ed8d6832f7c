using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Athena;
using Moq;

namespace CommerceAnalytics.Aws.Tests.Athena;

public sealed class AthenaWorkGroupsTests
{
    private readonly Mock<IAmazonAthena> _athena = new(MockBehavior.Strict);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public async Task Get_EnforcedConfiguration_IsToldAsAthenaMeansIt(bool? said, bool enforced)
    {
        _athena
            .Setup(a =>
                a.GetWorkGroupAsync(
                    It.Is<GetWorkGroupRequest>(r => r.WorkGroup == "reports"),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(
                new GetWorkGroupResponse
                {
                    WorkGroup = new WorkGroup
                    {
                        Name = "reports",
                        State = WorkGroupState.ENABLED,
                        Configuration = new()
                        {
                            EnforceWorkGroupConfiguration = said,
                            BytesScannedCutoffPerQuery = 10,
                            ResultConfiguration = new() { OutputLocation = "s3://o/" },
                        },
                    },
                }
            );

        (await new AthenaWorkGroups(_athena.Object).GetAsync("reports", CancellationToken.None)).ShouldBe(
            new WorkGroupRules("reports", Enabled: true, enforced, "s3://o/", 10)
        );
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task Get_ManagedResults_AreTold(bool? said, bool managed)
    {
        _athena
            .Setup(a => a.GetWorkGroupAsync(It.IsAny<GetWorkGroupRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetWorkGroupResponse
                {
                    WorkGroup = new WorkGroup
                    {
                        Name = "reports",
                        State = WorkGroupState.ENABLED,
                        Configuration = new() { ManagedQueryResultsConfiguration = new() { Enabled = said } },
                    },
                }
            );

        var rules = await new AthenaWorkGroups(_athena.Object).GetAsync("reports", CancellationToken.None);

        rules.ManagesResults.ShouldBe(managed);
    }

    [Fact]
    public async Task Get_DisabledWithoutConfiguration_IsRead()
    {
        _athena
            .Setup(a => a.GetWorkGroupAsync(It.IsAny<GetWorkGroupRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new GetWorkGroupResponse
                {
                    WorkGroup = new WorkGroup { Name = "old", State = WorkGroupState.DISABLED },
                }
            );

        (await new AthenaWorkGroups(_athena.Object).GetAsync("old", CancellationToken.None)).ShouldBe(
            new WorkGroupRules(
                "old",
                Enabled: false,
                EnforcesConfiguration: false,
                OutputLocation: null,
                BytesScannedCutoff: null
            )
        );
    }

    [Fact]
    public async Task Get_Missing_SaysWhichAndWhatToDo()
    {
        _athena
            .Setup(a => a.GetWorkGroupAsync(It.IsAny<GetWorkGroupRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidRequestException("WorkGroup reports is not found."));

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            new AthenaWorkGroups(_athena.Object).GetAsync("reports", CancellationToken.None)
        );

        thrown.Message.ShouldBe(
            "WorkGroupNotFound: Read workgroup reports: WorkGroup reports is not found. See that the WorkGroup setting and Aws:Region are right. "
                + "Create the workgroup only where it never was there: one of a misspelt name has none of the limits of the right one."
        );
    }

    [Fact]
    public async Task Get_NobodyAnswers_IsALostConnection()
    {
        string address;
        await using (var aws = await FakeAwsServer.StartAsync())
            address = aws.Address;
        using var athena = new AmazonAthenaClient(
            "AKID",
            "secret",
            new AmazonAthenaConfig
            {
                ServiceURL = address,
                AuthenticationRegion = "eu-west-1",
                MaxErrorRetry = 0,
            }
        );

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            new AthenaWorkGroups(athena).GetAsync("primary", CancellationToken.None)
        );

        thrown.Failure.Code.ShouldBe("ConnectionLost");
        thrown.Failure.Retry.ShouldBe(RetryAdvice.AfterWaiting);
    }

    [Fact]
    public async Task Get_WithoutAnyCredentials_SaysSo()
    {
        await using var aws = await FakeAwsServer.StartAsync();
        using var athena = new AmazonAthenaClient(
            new NoCredentials(),
            new AmazonAthenaConfig { ServiceURL = aws.Address, AuthenticationRegion = "eu-west-1" }
        );

        var thrown = await Should.ThrowAsync<FailureException>(() =>
            new AthenaWorkGroups(athena).GetAsync("primary", CancellationToken.None)
        );

        thrown.Failure.Code.ShouldBe("CredentialsMissing");
        aws.Requests.ShouldBeEmpty();
    }

    /// <summary>The SDK's own chain, at its end.</summary>
    private sealed class NoCredentials : Amazon.Runtime.AWSCredentials
    {
        public override Amazon.Runtime.ImmutableCredentials GetCredentials() =>
            throw new Amazon.Runtime.AmazonClientException("Failed to resolve AWS credentials.");
    }
}
