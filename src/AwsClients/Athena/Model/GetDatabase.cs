using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class GetDatabaseRequest : AmazonAthenaRequest
{
    public string CatalogName { get; set; }

    public string DatabaseName { get; set; }

    public string WorkGroup { get; set; }
}

public class GetDatabaseResponse : AmazonWebServiceResponse
{
    public Database Database { get; set; }
}
