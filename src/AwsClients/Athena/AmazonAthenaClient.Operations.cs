using Amazon.Athena.Model;
using Amazon.AwsClients.Protocol;

namespace Amazon.Athena;

// The operations: each is only its two types, the rest is Protocol/.
public partial class AmazonAthenaClient
{
    public virtual Task<BatchGetQueryExecutionResponse> BatchGetQueryExecutionAsync(
        BatchGetQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchGetQueryExecutionResponse>(
            request,
            JsonOperation<BatchGetQueryExecutionRequest, BatchGetQueryExecutionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetDataCatalogResponse> GetDataCatalogAsync(
        GetDataCatalogRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetDataCatalogResponse>(
            request,
            JsonOperation<GetDataCatalogRequest, GetDataCatalogResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetDatabaseResponse>(
            request,
            JsonOperation<GetDatabaseRequest, GetDatabaseResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetQueryExecutionResponse> GetQueryExecutionAsync(
        GetQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetQueryExecutionResponse>(
            request,
            JsonOperation<GetQueryExecutionRequest, GetQueryExecutionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetQueryResultsResponse> GetQueryResultsAsync(
        GetQueryResultsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetQueryResultsResponse>(
            request,
            JsonOperation<GetQueryResultsRequest, GetQueryResultsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetQueryRuntimeStatisticsResponse> GetQueryRuntimeStatisticsAsync(
        GetQueryRuntimeStatisticsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetQueryRuntimeStatisticsResponse>(
            request,
            JsonOperation<GetQueryRuntimeStatisticsRequest, GetQueryRuntimeStatisticsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetTableMetadataResponse> GetTableMetadataAsync(
        GetTableMetadataRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetTableMetadataResponse>(
            request,
            JsonOperation<GetTableMetadataRequest, GetTableMetadataResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetWorkGroupResponse> GetWorkGroupAsync(
        GetWorkGroupRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetWorkGroupResponse>(
            request,
            JsonOperation<GetWorkGroupRequest, GetWorkGroupResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<ListDataCatalogsResponse> ListDataCatalogsAsync(
        ListDataCatalogsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<ListDataCatalogsResponse>(
            request,
            JsonOperation<ListDataCatalogsRequest, ListDataCatalogsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<ListDatabasesResponse> ListDatabasesAsync(
        ListDatabasesRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<ListDatabasesResponse>(
            request,
            JsonOperation<ListDatabasesRequest, ListDatabasesResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<ListQueryExecutionsResponse> ListQueryExecutionsAsync(
        ListQueryExecutionsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<ListQueryExecutionsResponse>(
            request,
            JsonOperation<ListQueryExecutionsRequest, ListQueryExecutionsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<ListTableMetadataResponse> ListTableMetadataAsync(
        ListTableMetadataRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<ListTableMetadataResponse>(
            request,
            JsonOperation<ListTableMetadataRequest, ListTableMetadataResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<ListWorkGroupsResponse> ListWorkGroupsAsync(
        ListWorkGroupsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<ListWorkGroupsResponse>(
            request,
            JsonOperation<ListWorkGroupsRequest, ListWorkGroupsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<StartQueryExecutionResponse> StartQueryExecutionAsync(
        StartQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<StartQueryExecutionResponse>(
            request,
            JsonOperation<StartQueryExecutionRequest, StartQueryExecutionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<StopQueryExecutionResponse> StopQueryExecutionAsync(
        StopQueryExecutionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<StopQueryExecutionResponse>(
            request,
            JsonOperation<StopQueryExecutionRequest, StopQueryExecutionResponse>.Of(Protocol),
            cancellationToken
        );
}
