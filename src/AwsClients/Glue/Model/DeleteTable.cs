using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class DeleteTableRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public string Name { get; set; }

    public string TransactionId { get; set; }
}

public class DeleteTableResponse : AmazonWebServiceResponse;
