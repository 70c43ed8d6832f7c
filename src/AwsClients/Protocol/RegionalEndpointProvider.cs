using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.AwsClients.Protocol;

/// <summary>
/// The endpoint rules that Athena and Glue share: an endpoint that was set is used as given, else the region's own.
/// </summary>
internal sealed class RegionalEndpointProvider(string endpointPrefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } endpoint)
        {
            if (fips)
                throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
            return dualStack
                ? throw new AmazonClientException(
                    "Invalid Configuration: Dualstack and custom endpoint are not supported"
                )
                : new Endpoint(endpoint);
        }

        if (parameters["Region"] is not string { Length: > 0 } region)
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        var partition = Fn.Partition(region);
        return new Endpoint(
            $"https://{endpointPrefix}{(fips ? "-fips" : "")}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}"
        );
    }
}
