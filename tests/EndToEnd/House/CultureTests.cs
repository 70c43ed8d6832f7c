using System.Text.Json;

namespace EndToEnd.House;

/// <summary>
/// The code does not spell out a culture where it writes and reads numbers and dates: no program knows another than the
/// invariant one, wherever it runs.
/// </summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("commerce-analytics")]
    [InlineData("app/CommerceAnalytics.Functions")]
    public void Programs_KnowTheInvariantCultureAlone(string program)
    {
        var file = Path.Combine(CommandLine.ProgramFolder, $"{program}.runtimeconfig.json");
        using var config = JsonDocument.Parse(File.ReadAllText(file));

        var settings = config.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        settings.GetProperty("System.Globalization.Invariant").GetBoolean().ShouldBeTrue();
    }
}
