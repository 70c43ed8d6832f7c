using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class BatchGetPartitionRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<PartitionValueList> PartitionsToGet { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionValueList>() : null;

    public string TableName { get; set; }
}

public class BatchGetPartitionResponse : AmazonWebServiceResponse
{
    public List<Partition> Partitions { get; set; } = AWSConfigs.InitializeCollections ? new List<Partition>() : null;

    public List<PartitionValueList> UnprocessedKeys { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionValueList>() : null;
}
