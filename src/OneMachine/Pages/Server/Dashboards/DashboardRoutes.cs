using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Settings;
using FunctionsHost.Http;
using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

/// <summary>
/// What the page <c>/dashboard</c> asks for: the dashboard, and the answers to its own queries. No other SQL is taken
/// from a page.
/// </summary>
/// <param name="dashboard">The dashboard.</param>
/// <param name="athena">Athena's API on the lake.</param>
/// <param name="windows">Reads which days tables cover.</param>
/// <param name="commerce">Says how days are counted and money is written.</param>
internal sealed class DashboardRoutes(
    DashboardFile dashboard,
    AthenaSession athena,
    TableWindows windows,
    CommerceSettings commerce
)
{
    private const int MostRows = 5000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/pages/dashboard").WithMetadata(new KeyRequirement(AuthorizationLevel.Function));
        group.MapGet("/definition", () => Results.Bytes(dashboard.Json, "application/json"));
        group.MapGet("/settings", () => Results.Json(new PageSettings(commerce.Currency, commerce.ReportingTimeZone)));
        group.MapPost("/windows", WindowsAsync);
        group.MapPost(
            "/panels/{id:int}",
            (int id, Dictionary<string, string> values, CancellationToken cancellation) =>
                AnswerAsync(dashboard.PanelSql(id), values, cancellation)
        );
        group.MapPost(
            "/variables/{name}",
            (string name, Dictionary<string, string> values, CancellationToken cancellation) =>
                AnswerAsync(dashboard.VariableSql(name), values, cancellation)
        );
    }

    private async Task<IResult> WindowsAsync(Dictionary<string, string> values, CancellationToken cancellation)
    {
        try
        {
            return Results.Json(await windows.ReadAsync(values.GetValueOrDefault("service", ""), cancellation));
        }
        catch (FailureException e)
        {
            return Refused(e);
        }
    }

    private async Task<IResult> AnswerAsync(
        string? sql,
        Dictionary<string, string> values,
        CancellationToken cancellation
    )
    {
        if (sql is null)
            return Problem.NotFound("The dashboard has no such panel or variable.");
        try
        {
            return Results.Json(await AskAsync(Interpolation.Fill(sql, values), cancellation));
        }
        catch (Exception e) when (e is KeyNotFoundException or ArgumentException)
        {
            return Problem.BadRequest(e.Message);
        }
        catch (FailureException e)
        {
            return Refused(e);
        }
    }

    private static IResult Refused(FailureException e)
    {
        var answer = AwsErrors.Answer(e) ?? ErrorAnswer.Of(e, "");
        return (answer with { Status = StatusCodes.Status422UnprocessableEntity }).Result();
    }

    private async Task<PanelAnswer> AskAsync(string sql, CancellationToken cancellation)
    {
        var execution = await athena.ExecuteAsync(sql, cancellation);
        var (columns, rows) = (new List<PanelColumn>(), new List<IReadOnlyList<string?>>());
        await foreach (var page in athena.ResultsAsync(execution, cancellation))
        {
            if (columns.Count == 0)
                columns.AddRange(
                    page.ResultSetMetadata.ColumnInfo.Select(column => new PanelColumn(column.Name, column.Type))
                );
            rows.AddRange((page.Rows ?? []).Select(row => row.Data.ConvertAll(datum => (string?)datum.VarCharValue)));
            if (rows.Count > MostRows)
                break;
        }

        return new(columns, [.. rows.Take(MostRows)], rows.Count > MostRows);
    }
}

/// <summary>What the page needs of the settings.</summary>
/// <param name="Currency">ISO 4217 code of money.</param>
/// <param name="ReportingTimeZone">IANA name of the zone that days are counted in.</param>
internal sealed record PageSettings(string Currency, string ReportingTimeZone);

/// <summary>The rows of a query of the dashboard.</summary>
/// <param name="Columns">Columns, in order.</param>
/// <param name="Rows">Rows; Athena's texts, null for NULL.</param>
/// <param name="Truncated">There are more rows than these.</param>
internal sealed record PanelAnswer(
    IReadOnlyList<PanelColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    bool Truncated
);

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Athena's type.</param>
internal sealed record PanelColumn(string Name, string Type);
