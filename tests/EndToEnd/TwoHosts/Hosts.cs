using System.Globalization;
using System.Text.Json.Nodes;
using AzureStorage;

namespace EndToEnd.TwoHosts;

using Serving = EndToEnd.Support.Serving;

/// <summary>
/// Hosts of the published app on one task hub of Azure Storage, and the one LocalAws that they share.
/// </summary>
internal sealed class Hosts : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _hub = Azurite.NewHub();
    private readonly List<Serving> _all = [];
    private readonly List<int> _ports = [];
    private readonly Serving _aws;
    private readonly string _connection;
    private readonly string _app;

    private Hosts(Serving aws, string connection, TimeSpan? visibility)
    {
        (_aws, _connection) = (aws, connection);
        _app = AppOfThisHub(visibility);
    }

    public Serving this[int index] => _all[index];

    /// <param name="lake">What LocalAws serves.</param>
    /// <param name="count">How many hosts.</param>
    /// <param name="visibility">
    /// How long a killed host's messages stay its own; what host.json says if not given.
    /// </param>
    public static async Task<Hosts> StartAsync(string lake, int count, TimeSpan? visibility = null)
    {
        var hosts = new Hosts(await Serving.StartAwsAsync(lake), await Azurite.ConnectionAsync(), visibility);
        for (var i = 0; i < count; i++)
        {
            hosts._ports.Add(FreePort.Take());
            hosts._all.Add(await hosts.StartHostAsync(i));
        }

        return hosts;
    }

    /// <summary>Kills a host, and with it its worker, and starts another in its place.</summary>
    public async Task ReplaceAsync(int index)
    {
        await _all[index].DisposeAsync();
        _all[index] = await StartHostAsync(index);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _all)
            await host.DisposeAsync();
        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    private Task<Serving> StartHostAsync(int index)
    {
        var port = _ports[index];
        var info = CommandLine.StartInfo(
            "serve",
            "--storage",
            "azure",
            "--app",
            _app,
            "--port",
            $"{port}",
            "--set",
            $"CommerceSchedule={Serving.TimerSchedule}"
        );
        info.WorkingDirectory = Directory.CreateDirectory(_folder.File("hosts")).FullName;
        info.Environment["AzureWebJobsStorage"] = _connection;
        info.Environment["Aws__ServiceUrl"] = _aws.Exported("AWS_ENDPOINT_URL");
        info.Environment["Aws__Credentials"] = "AssumeRole";
        info.Environment["Aws__RoleArn"] = "arn:aws:iam::000000000000:role/commerce-analytics";
        info.Environment["AWS_ACCESS_KEY_ID"] = _aws.Exported("AWS_ACCESS_KEY_ID");
        info.Environment["AWS_SECRET_ACCESS_KEY"] = _aws.Exported("AWS_SECRET_ACCESS_KEY");
        return Serving.StartHostAsync(info, port);
    }

    /// <summary>
    /// The published app with a hub of this test's own and, where asked for, another time until a killed host's
    /// messages come back.
    /// </summary>
    private string AppOfThisHub(TimeSpan? visibility)
    {
        var copy = Kills.Untouched.Copy(Path.Combine(CommandLine.ProgramFolder, "app"), _folder.File("app"));
        var file = Path.Combine(copy, "host.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        var durable = json["extensions"]!["durableTask"]!;
        durable["hubName"] = _hub;
        if (visibility is { } time)
        {
            foreach (var queue in (string[])["controlQueueVisibilityTimeout", "workItemQueueVisibilityTimeout"])
                durable["storageProvider"]![queue] = time.ToString("c", CultureInfo.InvariantCulture);
        }

        File.WriteAllText(file, json.ToJsonString());
        return copy;
    }
}
