using Amazon.Runtime;
using Amazon.AwsClients.Protocol;

namespace Amazon.Athena.Model;

public class StopQueryExecutionRequest : AmazonAthenaRequest
{
    [IdempotencyToken]
    public string QueryExecutionId { get; set; }
}

public class StopQueryExecutionResponse : AmazonWebServiceResponse;
