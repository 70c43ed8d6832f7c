using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetQueryRuntimeStatisticsRequest : AmazonAthenaRequest
{
    public string QueryExecutionId { get; set; }
}

public class GetQueryRuntimeStatisticsResponse : AmazonWebServiceResponse
{
    public QueryRuntimeStatistics QueryRuntimeStatistics { get; set; }
}
