using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class ListQueryExecutionsRequest : AmazonAthenaRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string WorkGroup { get; set; }
}

public class ListQueryExecutionsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<string> QueryExecutionIds { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;
}
