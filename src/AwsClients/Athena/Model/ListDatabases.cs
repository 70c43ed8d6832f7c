using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class ListDatabasesRequest : AmazonAthenaRequest
{
    public string CatalogName { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string WorkGroup { get; set; }
}

public class ListDatabasesResponse : AmazonWebServiceResponse
{
    public List<Database> DatabaseList { get; set; } = AWSConfigs.InitializeCollections ? new List<Database>() : null;

    public string NextToken { get; set; }
}
