using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class ListTableMetadataRequest : AmazonAthenaRequest
{
    public string CatalogName { get; set; }

    public string DatabaseName { get; set; }

    public string Expression { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string WorkGroup { get; set; }
}

public class ListTableMetadataResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<TableMetadata> TableMetadataList { get; set; } =
        AWSConfigs.InitializeCollections ? new List<TableMetadata>() : null;
}
