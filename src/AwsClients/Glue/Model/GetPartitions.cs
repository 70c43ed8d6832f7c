using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class GetPartitionsRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public bool? ExcludeColumnSchema { get; set; }

    public string Expression { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public DateTime? QueryAsOfTime { get; set; }

    public string TableName { get; set; }

    public string TransactionId { get; set; }
}

public class GetPartitionsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<Partition> Partitions { get; set; } = AWSConfigs.InitializeCollections ? new List<Partition>() : null;
}
