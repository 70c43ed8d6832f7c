using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class CreateTableRequest : AmazonGlueRequest
{
    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public string Name { get; set; }

    public TableInput TableInput { get; set; }

    public string TransactionId { get; set; }
}

public class CreateTableResponse : AmazonWebServiceResponse;
