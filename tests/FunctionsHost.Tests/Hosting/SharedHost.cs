namespace FunctionsHost.Tests.Hosting;

/// <summary>One worker for the tests of a class that leave it as it is.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal TestHost Host { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Host = await TestHost.StartAsync(options =>
            options with
            {
                Settings = new Dictionary<string, string>
                {
                    ["Sample:Schedule"] = "0 0 6 * * *",
                    ["Sample:Colour"] = "blue",
                    ["Logging:LogLevel:SampleApp"] = "Debug",
                },
            }
        );

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
