using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetQueryExecutionRequest : AmazonAthenaRequest
{
    public string QueryExecutionId { get; set; }
}

public class GetQueryExecutionResponse : AmazonWebServiceResponse
{
    public QueryExecution QueryExecution { get; set; }
}
