using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class GetPartitionRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<string> PartitionValues { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public string TableName { get; set; }
}

public class GetPartitionResponse : AmazonWebServiceResponse
{
    public Partition Partition { get; set; }
}
