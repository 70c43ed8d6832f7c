namespace Amazon.Athena.Model;

public class QueryExecution
{
    public EngineVersion EngineVersion { get; set; }

    public List<string> ExecutionParameters { get; set; } =
        AWSConfigs.InitializeCollections ? new List<string>() : null;

    public string Query { get; set; }

    public QueryExecutionContext QueryExecutionContext { get; set; }

    public string QueryExecutionId { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }

    public ResultReuseConfiguration ResultReuseConfiguration { get; set; }

    public StatementType StatementType { get; set; }

    public QueryExecutionStatistics Statistics { get; set; }

    public QueryExecutionStatus Status { get; set; }

    public string SubstatementType { get; set; }

    public string WorkGroup { get; set; }
}

public class QueryExecutionContext
{
    public string Catalog { get; set; }

    public string Database { get; set; }
}

public class QueryExecutionStatistics
{
    public string DataManifestLocation { get; set; }

    public long? DataScannedInBytes { get; set; }

    public double? DpuCount { get; set; }

    public long? EngineExecutionTimeInMillis { get; set; }

    public long? QueryPlanningTimeInMillis { get; set; }

    public long? QueryQueueTimeInMillis { get; set; }

    public ResultReuseInformation ResultReuseInformation { get; set; }

    public long? ServicePreProcessingTimeInMillis { get; set; }

    public long? ServiceProcessingTimeInMillis { get; set; }

    public long? TotalExecutionTimeInMillis { get; set; }
}

public class QueryExecutionStatus
{
    public AthenaError AthenaError { get; set; }

    public DateTime? CompletionDateTime { get; set; }

    public QueryExecutionState State { get; set; }

    public string StateChangeReason { get; set; }

    public DateTime? SubmissionDateTime { get; set; }
}

public class AthenaError
{
    public int? ErrorCategory { get; set; }

    public string ErrorMessage { get; set; }

    public int? ErrorType { get; set; }

    public bool? Retryable { get; set; }
}

public class EngineVersion
{
    public string EffectiveEngineVersion { get; set; }

    public string SelectedEngineVersion { get; set; }
}

public class UnprocessedQueryExecutionId
{
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }

    public string QueryExecutionId { get; set; }
}
