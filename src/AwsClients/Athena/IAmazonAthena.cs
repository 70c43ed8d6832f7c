using Amazon.Athena.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.Athena;

public interface IAmazonAthena : IAmazonService, IDisposable
{
    IAthenaPaginatorFactory Paginators { get; }

    Task<BatchGetQueryExecutionResponse> BatchGetQueryExecutionAsync(
        BatchGetQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetDataCatalogResponse> GetDataCatalogAsync(
        GetDataCatalogRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetQueryExecutionResponse> GetQueryExecutionAsync(
        GetQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetQueryResultsResponse> GetQueryResultsAsync(
        GetQueryResultsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetQueryRuntimeStatisticsResponse> GetQueryRuntimeStatisticsAsync(
        GetQueryRuntimeStatisticsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetTableMetadataResponse> GetTableMetadataAsync(
        GetTableMetadataRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetWorkGroupResponse> GetWorkGroupAsync(
        GetWorkGroupRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListDataCatalogsResponse> ListDataCatalogsAsync(
        ListDataCatalogsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListDatabasesResponse> ListDatabasesAsync(
        ListDatabasesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListQueryExecutionsResponse> ListQueryExecutionsAsync(
        ListQueryExecutionsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListTableMetadataResponse> ListTableMetadataAsync(
        ListTableMetadataRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListWorkGroupsResponse> ListWorkGroupsAsync(
        ListWorkGroupsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<StartQueryExecutionResponse> StartQueryExecutionAsync(
        StartQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<StopQueryExecutionResponse> StopQueryExecutionAsync(
        StopQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    );

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    // The .NET 8 and later builds of the official interface answer these two for code that makes clients by their
    // interface.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAthenaConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) => new AmazonAthenaClient(awsCredentials, (AmazonAthenaConfig)clientConfig);
}
