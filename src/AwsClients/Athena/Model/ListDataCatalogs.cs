using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class ListDataCatalogsRequest : AmazonAthenaRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string WorkGroup { get; set; }
}

public class ListDataCatalogsResponse : AmazonWebServiceResponse
{
    public List<DataCatalogSummary> DataCatalogsSummary { get; set; } =
        AWSConfigs.InitializeCollections ? new List<DataCatalogSummary>() : null;

    public string NextToken { get; set; }
}
