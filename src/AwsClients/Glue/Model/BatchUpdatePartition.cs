using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class BatchUpdatePartitionRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<BatchUpdatePartitionRequestEntry> Entries { get; set; } =
        AWSConfigs.InitializeCollections ? new List<BatchUpdatePartitionRequestEntry>() : null;

    public string TableName { get; set; }
}

public class BatchUpdatePartitionResponse : AmazonWebServiceResponse
{
    public List<BatchUpdatePartitionFailureEntry> Errors { get; set; } =
        AWSConfigs.InitializeCollections ? new List<BatchUpdatePartitionFailureEntry>() : null;
}
