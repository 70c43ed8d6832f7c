namespace Deploy.Tests.Scripts;

/// <summary>deploy/azure/entra.sh, as far as it goes without a tenant.</summary>
public sealed class EntraTests : IDisposable
{
    private readonly FakeAz _az = new(
        ("ad app create --display-name commerce-analytics-aws-staging", "app-aws"),
        ("ad app create --display-name commerce-analytics-monitor-staging", "app-monitor"),
        ("ad app list --filter displayName eq 'commerce-analytics-aws-production'", "app-aws"),
        ("ad app list --filter displayName eq 'commerce-analytics-monitor-production'", "app-monitor"),
        ("ad sp show --id app-aws", "sp-aws"),
        ("ad sp show --id app-monitor", "sp-monitor"),
        ("outputs.identityPrincipalId.value", "principal"),
        ("outputs.monitorPrincipalId.value", "monitor-principal"),
        ("outputs.monitorUrl.value", "https://monitor.example"),
        ("account show --query tenantId", "tenant")
    );

    [Fact]
    public async Task Register_InANewTenant_PrintsWhatTheParametersFilesRead()
    {
        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["register", "staging"]);

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldBe("AWS_AUDIENCE=api://app-aws\nMONITOR_CLIENT_ID=app-monitor\n");
        _az.Asked.ShouldContain(asked =>
            asked.StartsWith("ad app update --id app-aws --app-roles", StringComparison.Ordinal)
            && asked.EndsWith("--identifier-uris api://app-aws", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Register_AsksForVersion1TokensAndForAssignments()
    {
        await _az.RunAsync("deploy/azure/entra.sh", ["register", "staging"]);

        _az.Asked.ShouldContain(Patch("app-aws", version: 1));
        _az.Asked.ShouldContain(Patch("app-monitor", version: 2));
        _az.Asked.ShouldContain("ad app update --id app-monitor --enable-id-token-issuance true");
        _az.Asked.ShouldContain("ad sp update --id app-aws --set appRoleAssignmentRequired=true");
        _az.Asked.ShouldContain("ad sp update --id app-monitor --set appRoleAssignmentRequired=true");
    }

    [Theory]
    [InlineData("ad app list")]
    [InlineData("ad app create")]
    [InlineData("ad app update")]
    [InlineData("ad sp update")]
    [InlineData("rest --method patch")]
    public async Task Register_CallThatFails_EndsWithAnErrorAndPrintsNoAudience(string call)
    {
        _az.Refuse(call, times: 1000);

        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["register", "staging"]);

        ran.ExitCode.ShouldNotBe(0);
        ran.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ad app update")]
    [InlineData("ad sp create")]
    [InlineData("ad sp update")]
    [InlineData("rest --method patch")]
    public async Task Register_WhatWasJustMadeIsNotFoundYet_IsAskedAgain(string call)
    {
        _az.Refuse("ad sp show", times: 1000);
        _az.Refuse(call, times: 3);

        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["register", "staging"]);

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldBe("AWS_AUDIENCE=api://app-aws\nMONITOR_CLIENT_ID=app-monitor\n");
    }

    [Theory]
    [InlineData("rest --method get")]
    [InlineData("federated-credential list")]
    [InlineData("outputs.monitorPrincipalId.value")]
    public async Task Assign_QuestionThatFails_EndsWithAnError(string question)
    {
        _az.Refuse(question, times: 1000);

        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["assign", "production", "group"]);

        ran.ExitCode.ShouldNotBe(0);
        ran.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Assign_AfterTheDeployment_PrintsWhatAwsAsksFor()
    {
        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["assign", "production", "group"]);

        ran.ExitCode.ShouldBe(0, ran.All);
        ran.Output.ShouldBe(
            "issuer:   https://sts.windows.net/tenant/\naudience: api://app-aws\nsubject:  principal\n"
        );
        _az.Asked.ShouldContain(asked =>
            asked.Contains("appRoleAssignedTo", StringComparison.Ordinal)
            && asked.Contains("\"principalId\":\"principal\",\"resourceId\":\"sp-aws\"", StringComparison.Ordinal)
        );
        _az.Asked.ShouldContain(asked => asked.Contains("\"subject\":\"monitor-principal\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Assign_BeforeRegister_SaysWhatToRunFirst()
    {
        var ran = await _az.RunAsync("deploy/azure/entra.sh", ["assign", "staging", "group"]);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldContain("run entra.sh register staging first");
    }

    [Theory]
    [InlineData]
    [InlineData("register")]
    [InlineData("register", "test")]
    [InlineData("assign", "staging")]
    public async Task Arguments_ThatMakeNoSense_ShowTheUsage(params string[] arguments)
    {
        var ran = await _az.RunAsync("deploy/azure/entra.sh", arguments);

        ran.ExitCode.ShouldBe(2);
        ran.Output.ShouldContain("entra.sh assign");
        _az.Asked.ShouldBeEmpty();
    }

    public void Dispose() => _az.Dispose();

    private static string Patch(string app, int version) =>
        $"rest --method patch --url https://graph.microsoft.com/v1.0/applications(appId='{app}')"
        + " --headers Content-Type=application/json"
        + $" --body {{\"api\":{{\"requestedAccessTokenVersion\":{version}}}}}"
        + " --output none";
}
