using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tests.Runs;

public class AddCommerceAnalyticsTests
{
    [Fact]
    public void AddCommerceAnalytics_SoundSettings_BindsThemAndRegistersAll()
    {
        using var host = Build(
            ("CommerceAnalytics:ResultsBucket", "results"),
            ("CommerceAnalytics:ServiceNames:0", "shop-a"),
            ("CommerceAnalytics:MinDataDate", "2025-10-05"),
            ("CommerceAnalytics:MaxConcurrentQueries", "5"),
            ("CommerceAnalytics:ScanMode", "Extract"),
            ("CommerceAnalytics:Checks:MaxInvalidValuePercent", "7.5"),
            ("Aws:Region", "eu-west-1"),
            ("Aws:ServiceUrl", "http://127.0.0.1:4566")
        );
        var settings = host.Services.GetRequiredService<IOptions<CommerceSettings>>().Value;
        settings.ServiceNames.ShouldBe(["shop-a"]);
        settings.MinDataDate.ShouldBe(new DateOnly(2025, 10, 5));
        settings.MaxConcurrentQueries.ShouldBe(5);
        settings.ScanMode.ShouldBe(ScanMode.Extract);
        settings.QueryTimeoutMinutes.ShouldBe(30, "what is not given keeps its default");
        settings.Checks.ShouldBe(new CheckSettings { MaxInvalidValuePercent = 7.5m });
        host.Services.GetRequiredService<IOptions<AwsSettings>>().Value.Region.ShouldBe("eu-west-1");
        host.Services.GetRequiredService<RunStarter>().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Azure.Core")]
    [InlineData("Azure.Core.1")]
    [InlineData("Azure.Identity")]
    [InlineData("Azure.Storage.Queues")]
    public void AddCommerceAnalytics_LogOfAzuresClients_TellsWarningsOnly(string category)
    {
        using var host = Build(
            ("CommerceAnalytics:ResultsBucket", "results"),
            ("CommerceAnalytics:ServiceNames:0", "shop-a")
        );
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();
        loggers.CreateLogger("CommerceAnalytics.Runs").IsEnabled(LogLevel.Information).ShouldBeTrue();
        loggers.CreateLogger(category).IsEnabled(LogLevel.Information).ShouldBeFalse();
        loggers.CreateLogger(category).IsEnabled(LogLevel.Warning).ShouldBeTrue();
    }

    [Fact]
    public void AddCommerceAnalytics_ManyMistakes_TellsAllInOneMessage()
    {
        var problems = Should
            .Throw<InvalidInputException>(() =>
                Build(
                    ("CommerceAnalytics:ResultBucket", "results"),
                    ("CommerceAnalytics:MaxConcurrentQueries", "many"),
                    ("CommerceAnalytics:MaxConcurrentServices", "0"),
                    ("CommerceAnalytics:MinDataDate", "2025-13-40"),
                    ("CommerceAnalytics:ScanMode", "Fast"),
                    ("CommerceAnalytics:ServiceNames:0", "x';DROP TABLE y"),
                    ("CommerceAnalytics:Checks:MinPricePercnt", "50"),
                    ("CommerceAnalytics:Checks:MinPagePercent", "much"),
                    ("CommerceAnalytics:Checks:MaxDuplicatePercent", "101"),
                    ("Aws:Regio", "eu-west-1")
                )
            )
            .Problems;
        foreach (
            var key in new[]
            {
                "ResultBucket",
                "MaxConcurrentQueries",
                "MaxConcurrentServices",
                "MinDataDate",
                "ScanMode",
                "ServiceNames",
                "ResultsBucket",
                "MinPricePercnt",
                "MinPagePercent",
                "MaxDuplicatePercent",
                "Aws:Regio",
            }
        )
            problems.ShouldContain(problem => problem.Contains(key, StringComparison.Ordinal), key);
    }

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddCommerceAnalytics();
        return builder.Build();
    }
}
