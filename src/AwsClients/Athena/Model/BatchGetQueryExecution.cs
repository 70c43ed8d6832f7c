using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class BatchGetQueryExecutionRequest : AmazonAthenaRequest
{
    public List<string> QueryExecutionIds { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}

public class BatchGetQueryExecutionResponse : AmazonWebServiceResponse
{
    public List<QueryExecution> QueryExecutions { get; set; } =
        AWSConfigs.InitializeCollections ? new List<QueryExecution>() : null;

    public List<UnprocessedQueryExecutionId> UnprocessedQueryExecutionIds { get; set; } =
        AWSConfigs.InitializeCollections ? new List<UnprocessedQueryExecutionId>() : null;
}
