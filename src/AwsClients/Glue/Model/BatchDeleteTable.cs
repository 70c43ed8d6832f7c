using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class BatchDeleteTableRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public List<string> TablesToDelete { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public string TransactionId { get; set; }
}

public class BatchDeleteTableResponse : AmazonWebServiceResponse
{
    public List<TableError> Errors { get; set; } = AWSConfigs.InitializeCollections ? new List<TableError>() : null;
}
