using Amazon.Athena.Model;
using CommerceAnalytics.Audit;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.TableChecks;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary>Tries a summary out through Athena's API: three SELECTs, no table.</summary>
/// <param name="athena">Athena's API on the lake.</param>
/// <param name="mostRows">Rows to bring.</param>
internal sealed class SummaryTryout(AthenaSession athena, CommerceSettings settings, int mostRows)
{
    /// <summary>
    /// Throws <see cref="FailureException"/>, with the place in the summary's own file, where Athena refuses its SQL.
    /// </summary>
    public async Task<TryoutReport> RunAsync(SummaryTrial trial, CancellationToken cancellationToken)
    {
        var shape = ShapeCheck.Problems(trial.Summary, await ShapeAsync(trial, cancellationToken));
        // Columns that are not there could not be read either.
        if (shape.Count > 0)
            return new(trial, shape, 0, [], []);
        var execution = await ExecuteAsync(trial, trial.RowsSql, cancellationToken);
        var (columns, rows) = await FirstAsync(execution, cancellationToken);
        var figures = await FiguresAsync(trial, cancellationToken);
        var built = figures.Built(trial.Summary);
        return new(trial, [.. Problems(trial, built)], built.Rows, columns, rows);
    }

    private async Task<IReadOnlyList<(string Name, string Type)>> ShapeAsync(
        SummaryTrial trial,
        CancellationToken cancellationToken
    )
    {
        var execution = await ExecuteAsync(trial, trial.ShapeSql, cancellationToken);
        await foreach (var page in athena.ResultsAsync(execution, cancellationToken))
            return [.. page.ResultSetMetadata.ColumnInfo.Select(column => (column.Name, column.Type))];
        return [];
    }

    private async Task<(IReadOnlyList<ColumnInfo> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)> FirstAsync(
        QueryExecution execution,
        CancellationToken cancellationToken
    )
    {
        await foreach (var page in athena.ResultsAsync(execution, cancellationToken))
        {
            var rows = (page.Rows ?? []).Take(mostRows);
            return (
                page.ResultSetMetadata.ColumnInfo,
                [.. rows.Select(row => row.Data.ConvertAll(datum => (string?)datum.VarCharValue))]
            );
        }

        return ([], []);
    }

    private async Task<AuditFigures> FiguresAsync(SummaryTrial trial, CancellationToken cancellationToken)
    {
        var sql = AuditStatement.OfRows(new(trial.Summary), trial.RowsSql);
        return AuditFigures.Read(await athena.SelectAsync(sql, cancellationToken));
    }

    private async Task<QueryExecution> ExecuteAsync(SummaryTrial trial, string sql, CancellationToken cancellationToken)
    {
        try
        {
            return await athena.ExecuteAsync(sql, cancellationToken);
        }
        catch (FailureException e)
        {
            var message = FilePlaces.InFile(e.Failure.Message, trial.Summary, sql);
            throw new FailureException(e.Failure with { Message = message }, e);
        }
    }

    private IEnumerable<string> Problems(SummaryTrial trial, BuiltFigures built)
    {
        var plan = trial.Plan;
        var covered = CoveredDays.Of(settings, plan.ServiceName, trial.Summary.WindowDays, plan.ExecutionDate);
        var service = new AuditedService
        {
            ServiceName = plan.ServiceName,
            Date = plan.ExecutionDate,
            Settings = settings.Audit,
            Summaries = [new(trial.Summary)],
        };
        var table = new AuditedTable(service, new(trial.Summary), built)
        {
            WindowFirstDay = covered.First,
            WindowDays = covered.Count,
        };
        var wrong = TableCheck.RowsDiffer(trial.Summary, built.Rows);
        var rows = wrong is null ? [] : new[] { wrong.Message };
        return rows.Concat(TableAudit.Invariants(table).Select(finding => $"{finding.Code}: {finding.Message}"));
    }
}

/// <summary>What came of trying a summary out.</summary>
/// <param name="Trial">What was tried.</param>
/// <param name="Problems">What would keep its table from being published; none where it is sound.</param>
/// <param name="RowCount">Rows that the table would have.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">The first of its rows, as Athena's texts.</param>
internal sealed record TryoutReport(
    SummaryTrial Trial,
    IReadOnlyList<string> Problems,
    long RowCount,
    IReadOnlyList<ColumnInfo> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows
);
