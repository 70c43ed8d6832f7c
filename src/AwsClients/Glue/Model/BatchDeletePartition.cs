using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class BatchDeletePartitionRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<PartitionValueList> PartitionsToDelete { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionValueList>() : null;

    public string TableName { get; set; }
}

public class BatchDeletePartitionResponse : AmazonWebServiceResponse
{
    public List<PartitionError> Errors { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionError>() : null;
}
