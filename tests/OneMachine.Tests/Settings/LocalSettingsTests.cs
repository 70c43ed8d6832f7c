using CommerceAnalytics.OneMachine.Settings;
using LocalAws;

namespace CommerceAnalytics.OneMachine.Tests.Settings;

public sealed class LocalSettingsTests
{
    private readonly List<string> _problems = [];

    [Fact]
    public void From_NothingSet_HasTheDefaultsOfOneMachine()
    {
        var settings = From();

        settings.Commerce.ResultsBucket.ShouldBe("commerce-results");
        settings.Values["CommerceSchedule"].ShouldBe("0 0 4 * * *");
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void From_WhatIsSet_IsBound()
    {
        var settings = From(
            "ServiceNames=one,two",
            "MaxConcurrentQueries=3",
            "MinDataDate=2025-11-01",
            "ScanMode=Extract",
            "Aws:Region=eu-west-1",
            "Checks:MinPricePercent=50.5",
            "MinEventsPerDay=7"
        );

        settings.Commerce.ServiceNames.ShouldBe(["one", "two"]);
        settings.Commerce.MaxConcurrentQueries.ShouldBe(3);
        settings.Commerce.MinDataDate.ShouldBe(new DateOnly(2025, 11, 1));
        settings.Commerce.ScanMode.ToString().ShouldBe("Extract");
        settings.Aws.Region.ShouldBe("eu-west-1");
        (
            settings.Commerce.Checks.MinPricePercent,
            settings.Commerce.Checks.MinEventsPerDay,
            settings.Commerce.Checks.Days
        ).ShouldBe((50.5m, 7, 3));
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void From_UnsoundSettings_TellsAllProblems()
    {
        From("MaxConcurrentQueries=0", "VersionsToKeep=0", "Aws:Credentials=AssumeRole");

        _problems.Count.ShouldBe(3);
    }

    [Fact]
    public void ValuesFor_LocalAws_TakeOnTheRoleThereAndLeaveOutHowAwsItselfIsReached()
    {
        var settings = From(
            "Aws:Credentials=AssumeRole",
            "Aws:RoleArn=arn:aws:iam::123456789012:role/x",
            "WorkGroup=w"
        );

        var values = settings.ValuesFor(
            new LocalAwsAddress(new Uri("http://127.0.0.1:4566"), "ap-northeast-2", "key", "secret", 1)
        );

        values["CommerceAnalytics:WorkGroup"].ShouldBe("w");
        values
            .Where(value => value.Key.StartsWith("Aws:", StringComparison.Ordinal))
            .ShouldBe(
                new Dictionary<string, string?>
                {
                    ["Aws:ServiceUrl"] = "http://127.0.0.1:4566/",
                    ["Aws:Region"] = "ap-northeast-2",
                    ["Aws:Credentials"] = "AssumeRole",
                    ["Aws:RoleArn"] = "arn:aws:iam::000000000000:role/commerce-analytics",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public void SampleFile_AtTheRoot_IsJsonAndHasOnlyKnownSettings()
    {
        var layers = new SettingsLayers(LocalSettings.Schema, _problems);

        LocalSettings.From(layers.AddFile(Path.Combine(RepositoryRoot.Path, "local.settings.sample.json")), _problems);

        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void DocsPage_EverySetting_IsExplained()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operate", "settings.md"));

        foreach (var setting in LocalSettings.Schema.Settings)
            page.ShouldContain($"`{setting.Name}`", customMessage: setting.Key);
    }

    private LocalSettings From(params string[] assignments) =>
        LocalSettings.From(new SettingsLayers(LocalSettings.Schema, _problems).AddAssignments(assignments), _problems);
}
