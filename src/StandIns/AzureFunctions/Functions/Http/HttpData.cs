using System.Collections.Specialized;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The worker's own form of an HTTP request.</summary>
public abstract class HttpRequestData
{
    /// <summary>Belongs to an invocation.</summary>
    public HttpRequestData(FunctionContext functionContext) => FunctionContext = functionContext;

    /// <summary>The body, to be read once.</summary>
    public abstract Stream Body { get; }

    /// <summary>Request headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>Request cookies.</summary>
    public abstract IReadOnlyCollection<IHttpCookie> Cookies { get; }

    /// <summary>The whole address that was asked for.</summary>
    public abstract Uri Url { get; }

    /// <summary>Who asks.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The HTTP method.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>The query's parameters.</summary>
    public virtual NameValueCollection Query => System.Web.HttpUtility.ParseQueryString(Url.Query);

    /// <summary>An empty answer.</summary>
    public abstract HttpResponseData CreateResponse();
}

/// <summary>The worker's own form of an HTTP answer.</summary>
public abstract class HttpResponseData
{
    /// <summary>Belongs to an invocation.</summary>
    public HttpResponseData(FunctionContext functionContext) => FunctionContext = functionContext;

    /// <summary>The status code.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>Answer headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>Answer cookies.</summary>
    public abstract HttpCookies Cookies { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }
}

/// <summary>Headers of a request or an answer.</summary>
public class HttpHeadersCollection : HttpHeaders;

/// <summary>Cookies of an answer.</summary>
public abstract class HttpCookies
{
    /// <summary>Adds a cookie.</summary>
    public abstract void Append(string name, string value);

    /// <summary>Adds a cookie.</summary>
    public abstract void Append(IHttpCookie cookie);

    /// <summary>A cookie to fill in.</summary>
    public abstract IHttpCookie CreateNew();
}

/// <summary>An HTTP cookie.</summary>
public interface IHttpCookie
{
    /// <summary>Domain it is sent to.</summary>
    string? Domain { get; }

    /// <summary>When it ends.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>True: hidden from scripts.</summary>
    bool? HttpOnly { get; }

    /// <summary>Seconds it lives.</summary>
    double? MaxAge { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Path it is sent to.</summary>
    string? Path { get; }

    /// <summary>Whether other sites may send it.</summary>
    SameSite SameSite { get; }

    /// <summary>True: over TLS only.</summary>
    bool? Secure { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}

/// <summary>Whether other sites may send a cookie.</summary>
public enum SameSite
{
    /// <summary>Unsaid.</summary>
    None = 0,

    /// <summary>On navigation only.</summary>
    Lax = 1,

    /// <summary>Never.</summary>
    Strict = 2,

    /// <summary>Always, said outright.</summary>
    ExplicitNone = 3,
}

/// <summary>Gives an invocation's request; a host sets it among the invocation's features.</summary>
public interface IHttpRequestDataFeature
{
    /// <summary>The request, or null when the trigger is not HTTP.</summary>
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
