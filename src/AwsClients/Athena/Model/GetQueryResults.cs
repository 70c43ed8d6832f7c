using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetQueryResultsRequest : AmazonAthenaRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string QueryExecutionId { get; set; }

    public QueryResultType QueryResultType { get; set; }
}

public class GetQueryResultsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public ResultSet ResultSet { get; set; }

    public long? UpdateCount { get; set; }
}
