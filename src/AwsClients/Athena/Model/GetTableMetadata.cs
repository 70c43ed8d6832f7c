using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetTableMetadataRequest : AmazonAthenaRequest
{
    public string CatalogName { get; set; }

    public string DatabaseName { get; set; }

    public string TableName { get; set; }

    public string WorkGroup { get; set; }
}

public class GetTableMetadataResponse : AmazonWebServiceResponse
{
    public TableMetadata TableMetadata { get; set; }
}
