using System.CommandLine;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Benchmarks.Engine;

/// <summary><c>bench engine</c>: how much the embedded durable engine does and how fast it answers, everything written to the disk.</summary>
internal sealed class EngineBenchCommand : LocalCommand
{
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "A folder on the disk that is to be measured; what is written there is removed.  [default: the current folder]",
        HelpName = "DIR",
    };

    private static readonly Option<string> Seconds = new("--seconds")
    {
        Description = "How long the steady measurements take, each.  [default: 10]",
        HelpName = "N",
    };

    public EngineBenchCommand()
        : base("engine", "The durable engine: orchestrations and activities a second, latencies, beside what the disk allows.", Folder, Seconds)
    {
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(inputs.Text(Folder) ?? ".");
        var duration = TimeSpan.FromSeconds(inputs.Number(Seconds, 10, 1, 600));
        if (!Directory.Exists(folder))
            inputs.Add($"--folder '{folder}' is not there.");
        inputs.Refuse();

        var work = Directory.CreateDirectory(Path.Combine(folder, $".bench-{Environment.ProcessId}")).FullName;
        try
        {
            var bench = new EngineBench(work, duration, inputs.Surroundings.Time, inputs.Surroundings.Error);
            inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
            return ExitCode.Done;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
