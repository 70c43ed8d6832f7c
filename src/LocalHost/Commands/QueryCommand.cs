using System.CommandLine;
using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>query</c>: runs a statement through Athena's API and prints its rows.</summary>
internal sealed class QueryCommand : LocalCommand
{
    private static readonly string[] Formats = ["table", "csv", "json"];

    private static readonly Argument<string> Sql = new("SQL")
    {
        Description = "One statement in Athena's SQL.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "table, csv or json.  [default: table]",
        HelpName = "FORMAT",
    };

    public QueryCommand()
        : base(
            "query",
            "Runs SQL through Athena's API on the lake and prints the rows. Uses the lake's running LocalAws, or one for the moment. For AWS itself there is `aws athena`.",
            Format,
            CommonOptions.LakeToAsk,
            CommonOptions.Settings,
            CommonOptions.Set
        )
    {
        Arguments.Add(Sql);
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToAsk();
        var settings = inputs.Settings();
        var format = inputs.Text(Format) ?? "table";
        var sql = inputs.Parse.GetValue(Sql);
        if (string.IsNullOrWhiteSpace(sql))
            inputs.Add("no statement is given: write one in quotes, e.g. query \"SHOW TABLES IN log_db\".");
        if (!Formats.Contains(format))
            inputs.Add($"--format '{format}' is not a format: use table, csv or json.");
        inputs.Refuse();

        await using var opened = await OpenLake.UseAsync(
            lake,
            settings.Commerce,
            inputs.Surroundings.Time,
            cancellationToken
        );
        await PrintAsync(
            opened.Athena,
            sql!,
            Rows(format, inputs.Surroundings),
            inputs.Surroundings.Error,
            cancellationToken
        );
        return ExitCode.Done;
    }

    private static async Task PrintAsync(
        AthenaSession athena,
        string sql,
        IRowsFormat rows,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        var execution = await athena.ExecuteAsync(sql, cancellationToken);
        var begun = false;
        await foreach (var page in athena.ResultsAsync(execution, cancellationToken))
        {
            if (!begun)
                rows.Begin(page.ResultSetMetadata.ColumnInfo ?? []);
            begun = true;
            foreach (var row in page.Rows ?? [])
                rows.Row([.. row.Data.Select(datum => datum.VarCharValue)]);
        }
        rows.End();
        if (execution.Status.StateChangeReason is { Length: > 0 } told)
            error.WriteLine($"note: {told}");
    }

    private static IRowsFormat Rows(string format, Surroundings surroundings) =>
        format switch
        {
            "json" => new JsonRows(surroundings.Out),
            "csv" => new CsvRows(surroundings.Out),
            _ => new TableRows(Consoles.For(surroundings.Out, surroundings.OutIsTerminal, surroundings.NoColor)),
        };
}
