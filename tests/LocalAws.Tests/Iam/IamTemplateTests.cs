namespace LocalAws.Tests.Iam;

public sealed class IamTemplateTests
{
    private const string Template = """
        Parameters:
          Issuer: { Type: String, Default: login.example/tenant/ }
          Name: { Type: String }
          Wide: { Type: String, Default: 'false' }
        Conditions:
          IsWide: !Not [!Equals [!Ref Wide, 'false']]
        Resources:
          Provider:
            Type: AWS::IAM::OIDCProvider
            Properties:
              Url: !Sub 'https://${Issuer}'
              ClientIdList: !Split [',', !If [IsWide, 'a,b,c', 'a,b']]
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: !Ref Name
              MaxSessionDuration: 7200
              AssumeRolePolicyDocument: !Sub
                - '{"Federated":"${Trusted}","${!kept}":1,"in":"${AWS::Region}"}'
                - Trusted: !GetAtt Provider.Arn
          Policy:
            Type: AWS::IAM::Policy
            Properties:
              Roles: [!Ref Role]
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - Resource: !Join [':', [arn, !Ref AWS::Partition, s3, '', '', !Ref Name]]
                  - !If [IsWide, { Resource: { 'Fn::Sub': '${AWS::Region}/${AWS::AccountId}' } }, !Ref AWS::NoValue]
          Other:
            Type: AWS::IAM::Role
            Condition: IsWide
            Properties: { AssumeRolePolicyDocument: '{}' }
        """;

    [Fact]
    public void Read_FunctionsAndParameters_AreWorkedOut()
    {
        var template = IamTemplate.Read(Template, "eu-west-1", new Dictionary<string, string> { ["Name"] = "reader" });

        template
            .OidcProviders.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                p => p.Url.ShouldBe("https://login.example/tenant/"),
                p => p.ClientIds.ShouldBe(["a", "b"])
            );
        var role = template.Roles.ShouldHaveSingleItem();
        (role.Name, role.MaxSessionDuration).ShouldBe(("reader", TimeSpan.FromHours(2)));
        role.TrustPolicy.ShouldBe(
            """{"Federated":"arn:aws:iam::000000000000:oidc-provider/login.example/tenant/","${kept}":1,"in":"eu-west-1"}"""
        );
        role.Policies.ShouldBe(["""{"Version":"2012-10-17","Statement":[{"Resource":"arn:aws:s3:::reader"}]}"""]);
    }

    [Fact]
    public void Read_ConditionThatHolds_BringsItsParts()
    {
        var template = IamTemplate.Read(
            Template,
            "eu-west-1",
            new Dictionary<string, string> { ["Name"] = "reader", ["Wide"] = "true" }
        );

        template.Roles.Select(r => r.Name).ShouldBe(["reader", "Other"]);
        template.Roles[0].Policies[0].ShouldContain("eu-west-1/000000000000");
        template.OidcProviders[0].ClientIds.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Read_ArnOfARoleWithAPath_HasThePath()
    {
        const string yaml = """
            Resources:
              First: { Type: AWS::IAM::Role, Properties: { Path: !Sub '/${AWS::Region}/', AssumeRolePolicyDocument: '{}' } }
              Second: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: !Sub '${First.Arn} ${Second.Arn}' } }
            """;

        var template = IamTemplate.Read(yaml, "eu-west-1", new Dictionary<string, string>());

        template
            .Roles[1]
            .TrustPolicy.ShouldBe(
                "arn:aws:iam::000000000000:role/eu-west-1/First arn:aws:iam::000000000000:role/Second"
            );
    }

    [Theory]
    [InlineData("Resources: [", "The template is not YAML*")]
    [InlineData("x", "The template is no YAML object.")]
    [InlineData("Outputs: {}", "The template has no Resources.")]
    [InlineData("{Parameters: {P: {Type: String}}, Resources: {}}", "The template's parameter P has no value.")]
    [InlineData(
        "{Resources: {P: {Type: AWS::IAM::OIDCProvider, Properties: {Url: !Ref Nobody}}}}",
        "The template has no parameter and no resource Nobody."
    )]
    [InlineData(
        "{Resources: {P: {Type: AWS::IAM::OIDCProvider, Properties: {Url: !Base64 x}}}}",
        "The template uses the function Base64, which is not understood here."
    )]
    public void Read_WhatIsNotUnderstood_IsRefused(string yaml, string message) =>
        Should
            .Throw<FormatException>(() => IamTemplate.Read(yaml, "eu-west-1", new Dictionary<string, string>()))
            .Message.ShouldStartWith(message.TrimEnd('*'));
}
