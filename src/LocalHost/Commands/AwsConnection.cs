using System.CommandLine;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Operations.Verification;
using LocalAws;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// AWS as a command asks it: the lake's LocalAws, or, with <c>--deployed</c>, AWS by the settings of the deployed app.
/// </summary>
internal sealed class AwsConnection : IAsyncDisposable
{
    public static readonly Option<bool> Deployed = new("--deployed")
    {
        Description =
            "Asks AWS as the deployed app does, by the settings of section Aws, instead of the lake's LocalAws.",
    };

    private readonly OpenLake? _lake;
    private readonly ServiceProvider _services;

    private AwsConnection(OpenLake? lake, ServiceProvider services) => (_lake, _services) = (lake, services);

    /// <summary>The lake to ask; null with <c>--deployed</c>.</summary>
    public static LakeFolder? LakeOf(Inputs inputs)
    {
        if (!inputs.Parse.GetValue(Deployed))
            return inputs.LakeToAsk();
        if (inputs.Text(CommonOptions.Lake) is not null)
            inputs.Add("--deployed asks AWS, --lake a lake: give one of them.");
        return null;
    }

    public static async Task<AwsConnection> OpenAsync(
        LakeFolder? lake,
        LocalSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var opened = lake is null ? null : await OpenLake.UseAsync(lake, settings.Commerce, time, cancellationToken);
        return new(opened, Services(settings, opened?.Address, time));
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_lake is not null)
            await _lake.DisposeAsync();
    }

    private static ServiceProvider Services(LocalSettings settings, LocalAwsAddress? local, TimeProvider time)
    {
        var services = local is null
            ? LakeServices.Of(settings.Commerce, settings.Aws, time)
            : LakeServices.Of(settings.Commerce, local, time);
        return services.AddVerification().BuildServiceProvider();
    }
}
