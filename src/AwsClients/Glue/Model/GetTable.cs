using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class GetTableRequest : AmazonGlueRequest
{
    public List<string> AttributesToGet { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public bool? IncludeStatusDetails { get; set; }

    public string Name { get; set; }

    public DateTime? QueryAsOfTime { get; set; }

    public string TransactionId { get; set; }
}

public class GetTableResponse : AmazonWebServiceResponse
{
    public Table Table { get; set; }
}
