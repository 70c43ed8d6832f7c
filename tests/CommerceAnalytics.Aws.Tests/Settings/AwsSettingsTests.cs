using CommerceAnalytics.Aws.Settings;
using Microsoft.Extensions.Configuration;

namespace CommerceAnalytics.Aws.Tests.Settings;

public sealed class AwsSettingsTests
{
    private const string Role = "arn:aws:iam::123456789012:role/commerce-analytics";

    public static TheoryData<AwsSettings> Sound =>
        new()
        {
            new AwsSettings(),
            new AwsSettings
            {
                ServiceUrl = "http://127.0.0.1:4566",
                RoleArn = "",
                Audience = " ",
            },
            new AwsSettings { ServiceUrl = "http://[::1]:4566" },
            new AwsSettings { ServiceUrl = "https://athena.example" },
            new AwsSettings
            {
                Credentials = CredentialSource.ManagedIdentity,
                RoleArn = Role,
                Audience = "api://commerce-analytics",
            },
            new AwsSettings
            {
                Credentials = CredentialSource.ManagedIdentity,
                RoleArn = "arn:aws-cn:iam::123456789012:role/path/x",
                Audience = "a",
                ManagedIdentityClientId = "9c1bd9e0-5a0f-4b5e-9c57-0d7c8f5ec7a1",
                Region = "cn-north-1",
            },
            new AwsSettings
            {
                Credentials = CredentialSource.WebIdentityTokenFile,
                RoleArn = Role,
                WebIdentityTokenFile = "/var/run/token",
            },
            new AwsSettings
            {
                Credentials = CredentialSource.AssumeRole,
                RoleArn = Role,
                ExternalId = "shop-7",
            },
            new AwsSettings { Region = "us-gov-west-1" },
        };

    [Theory]
    [MemberData(nameof(Sound))]
    public void Problems_SoundSettings_None(AwsSettings settings) => settings.Problems().ShouldBeEmpty();

    [Fact]
    public void Problems_ManagedIdentityWithNothingElse_NamesAllThatIsMissing() =>
        new AwsSettings { Credentials = CredentialSource.ManagedIdentity }
            .Problems()
            .ShouldBe([
                "Aws:RoleArn is not set, and Aws:Credentials is ManagedIdentity: give the role to take on.",
                "Aws:Audience is not set, and Aws:Credentials is ManagedIdentity: give the App ID URI of the app registration that the role trusts.",
            ]);

    [Fact]
    public void Problems_TokenFileWithoutPath_SaysSo() =>
        new AwsSettings { Credentials = CredentialSource.WebIdentityTokenFile, RoleArn = Role }
            .Problems()
            .ShouldBe([
                "Aws:WebIdentityTokenFile is not set, and Aws:Credentials is WebIdentityTokenFile: give the path of the token's file.",
            ]);

    [Fact]
    public void Problems_ValuesThatTheChosenWayIgnores_AreRefused() =>
        new AwsSettings
        {
            RoleArn = Role,
            Audience = "api://x",
            ExternalId = "e-1",
            WebIdentityTokenFile = "/t",
        }
            .Problems()
            .ShouldBe([
                "Aws:RoleArn is set, but Aws:Credentials is Default, which does not use it: remove it, or choose ManagedIdentity or WebIdentityTokenFile or AssumeRole.",
                "Aws:Audience is set, but Aws:Credentials is Default, which does not use it: remove it, or choose ManagedIdentity.",
                "Aws:WebIdentityTokenFile is set, but Aws:Credentials is Default, which does not use it: remove it, or choose WebIdentityTokenFile.",
                "Aws:ExternalId is set, but Aws:Credentials is Default, which does not use it: remove it, or choose AssumeRole.",
            ]);

    [Fact]
    public void Problems_EverythingWrong_AllAtOnce() =>
        new AwsSettings
        {
            Region = "Seoul",
            Credentials = CredentialSource.AssumeRole,
            RoleArn = "commerce-analytics",
            ExternalId = "?",
            ServiceUrl = "http://10.0.0.5:4566",
        }
            .Problems()
            .ShouldBe([
                "Aws:Region is 'Seoul': give a region's name such as ap-northeast-2.",
                "Aws:RoleArn is 'commerce-analytics': give an ARN such as arn:aws:iam::123456789012:role/commerce-analytics.",
                "Aws:ExternalId: give 2 to 1224 letters, digits or + = , . @ : / -, as in the role's trust policy.",
                "Aws:ServiceUrl is 'http://10.0.0.5:4566': plain http is for this machine only, since session tokens travel in it; use https.",
            ]);

    [Theory]
    [InlineData("127.0.0.1:4566")]
    [InlineData("/athena")]
    [InlineData("ftp://127.0.0.1/")]
    public void Problems_ServiceUrlThatIsNoHttpAddress_IsRefused(string url) =>
        new AwsSettings { ServiceUrl = url }
            .Problems()
            .ShouldHaveSingleItem()
            .ShouldStartWith($"Aws:ServiceUrl is '{url}'");

    [Fact]
    public void Problems_UnknownSource_IsRefused() =>
        new AwsSettings { Credentials = (CredentialSource)9 }
            .Problems()
            .ShouldContain(
                "Aws:Credentials is '9': give one of Default, ManagedIdentity, WebIdentityTokenFile, AssumeRole."
            );

    [Fact]
    public void Section_BoundFromConfiguration_ReadsEveryKey()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Aws:Region"] = "eu-west-1",
                    ["Aws:Credentials"] = "AssumeRole",
                    ["Aws:RoleArn"] = Role,
                    ["Aws:ExternalId"] = "e-1",
                }
            )
            .Build();

        configuration
            .GetSection(AwsSettings.Section)
            .Get<AwsSettings>()
            .ShouldBe(
                new AwsSettings
                {
                    Region = "eu-west-1",
                    Credentials = CredentialSource.AssumeRole,
                    RoleArn = Role,
                    ExternalId = "e-1",
                }
            );
    }
}
