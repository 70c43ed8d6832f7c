using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Reports;

/// <summary>
/// The table <c>pipeline_runs</c>, which shows the run reports under <c>pipeline/runs/</c> in Athena.
/// </summary>
public static class RunReportTable
{
    /// <summary>Table name.</summary>
    public const string Name = "pipeline_runs";

    /// <summary>Where reports lie, below the summary prefix.</summary>
    public const string KeyPrefix = "pipeline/runs/";

    private const string Notice = "struct<code:string,message:string,advice:string>";

    private const string Spent = "activity_executions:bigint,api_calls:struct<athena:bigint,glue:bigint,s3:bigint>";

    private const string Query =
        "struct<first_day:string,last_day:string,days:int,services:int,status:string,rows:bigint,attempts:int,query_execution_id:string,"
        + $"queue_ms:bigint,engine_ms:bigint,data_scanned_bytes:bigint,error:{Notice},{Spent}>";

    private const string Table =
        "struct<query_type:string,table:string,status:string,rows:bigint,location:string,attempts:int,query_execution_id:string,"
        + $"queue_ms:bigint,engine_ms:bigint,data_scanned_bytes:bigint,error:{Notice},warnings:array<{Notice}>,figures_scanned_bytes:bigint,{Spent},excluded_days:array<string>>";

    /// <summary>Hive columns. Times are text: Hive's JSON readers do not take ISO 8601 for a timestamp.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("run_id", "string"),
        new("execution_date", "string"),
        new("status", "string"),
        new("started_at", "string"),
        new("finished_at", "string"),
        new("services", $"array<struct<service_name:string,status:string,tables:array<{Table}>>>"),
        new(
            "totals",
            $"struct<tables:int,published:int,failed:int,rows:bigint,data_scanned_bytes:bigint,estimated_cost_usd:double,{Spent}>"
        ),
        new("kind", "string"),
        new("warnings", $"array<{Notice}>"),
        new("extract", $"struct<status:string,queries:array<{Query}>,error:{Notice},warnings:array<{Notice}>,{Spent}>"),
    ];
}
