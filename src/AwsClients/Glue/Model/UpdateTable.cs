using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class UpdateTableRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public bool? Force { get; set; }

    public string Name { get; set; }

    public bool? SkipArchive { get; set; }

    public TableInput TableInput { get; set; }

    public string TransactionId { get; set; }

    public string VersionId { get; set; }
}

public class UpdateTableResponse : AmazonWebServiceResponse;
