using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class BatchCreatePartitionRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<PartitionInput> PartitionInputList { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionInput>() : null;

    public string TableName { get; set; }
}

public class BatchCreatePartitionResponse : AmazonWebServiceResponse
{
    public List<PartitionError> Errors { get; set; } =
        AWSConfigs.InitializeCollections ? new List<PartitionError>() : null;
}
