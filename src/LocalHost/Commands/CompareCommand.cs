using System.CommandLine;
using System.Text.Json;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Operations.Comparison;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// <c>compare</c>: shows where the summary tables of two databases differ, and which differences are meant.
/// </summary>
internal sealed class CompareCommand : LocalCommand
{
    private static readonly Option<string> Left = new("--left")
    {
        Description = "The one database, e.g. the old pipeline's.",
        HelpName = "DATABASE",
    };

    private static readonly Option<string> Right = new("--right")
    {
        Description = "The other database.  [default: the setting Database]",
        HelpName = "DATABASE",
    };

    public CompareCommand()
        : base(
            "compare",
            "Compares the summary tables of two databases. Table by table: columns, rows, and rows that only one has. Exit code 1 when any differ.",
            Left,
            Right,
            CommonOptions.LakeToAsk,
            AwsConnection.Deployed,
            CommonOptions.Service,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = AwsConnection.LakeOf(inputs);
        var settings = inputs.Settings();
        var services = inputs.Request(settings).ServiceNames;
        var (left, right) = (inputs.Text(Left), inputs.Text(Right) ?? settings.Commerce.Database);
        if (string.IsNullOrWhiteSpace(left))
            inputs.Add("--left is not given: name the database to compare with.");
        else if (left == right)
            inputs.Add($"--left and --right are both {left}: name two databases.");
        var json = inputs.JsonTarget();
        inputs.Refuse();

        await using var aws = await AwsConnection.OpenAsync(
            lake,
            settings,
            inputs.Surroundings.Time,
            cancellationToken
        );
        foreach (var (option, database) in new[] { (Left, left!), (Right, right) })
            await RequireAsync(aws.Get<ITableCatalog>(), option, database, cancellationToken);
        var tables = new List<ComparedTable>();
        foreach (var service in services)
        {
            await foreach (
                var table in aws.Get<DatabaseComparison>().CompareAsync(left!, right, service, cancellationToken)
            )
                tables.Add(table);
        }

        var line = JsonSerializer.Serialize(
            new
            {
                left,
                right,
                tables,
            },
            JsonSerializerOptions.Web
        );
        await Findings.PrintAsync(
            inputs.Surroundings,
            json,
            line,
            console => new CompareDisplay(console, left!, right).Show(tables)
        );
        return tables.TrueForAll(table => table.IsSame) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>A database that is misspelled lacks every table: that is no comparison.</summary>
    private static async Task RequireAsync(
        ITableCatalog catalog,
        Option<string> option,
        string database,
        CancellationToken cancellationToken
    )
    {
        if (!await catalog.DatabaseExistsAsync(database, cancellationToken))
            throw new FailureException(
                new(
                    "DatabaseMissing",
                    $"The catalog has no database {Shown.Text(database)} ({option.Name}).",
                    "SHOW DATABASES, in Athena or by `query`, lists those there are."
                )
            );
    }
}
