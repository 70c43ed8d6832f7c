using Amazon.AwsClients.Protocol;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class StartQueryExecutionRequest : AmazonAthenaRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }

    public List<string> ExecutionParameters { get; set; } =
        AWSConfigs.InitializeCollections ? new List<string>() : null;

    public QueryExecutionContext QueryExecutionContext { get; set; }

    public string QueryString { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }

    public ResultReuseConfiguration ResultReuseConfiguration { get; set; }

    public string WorkGroup { get; set; }
}

public class StartQueryExecutionResponse : AmazonWebServiceResponse
{
    public string QueryExecutionId { get; set; }
}
