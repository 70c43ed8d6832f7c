using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetDataCatalogRequest : AmazonAthenaRequest
{
    public string Name { get; set; }

    public string WorkGroup { get; set; }
}

public class GetDataCatalogResponse : AmazonWebServiceResponse
{
    public DataCatalog DataCatalog { get; set; }
}
