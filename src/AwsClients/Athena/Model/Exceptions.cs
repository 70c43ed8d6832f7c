using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class InternalServerException : AmazonAthenaException
{
    public InternalServerException(string message)
        : base(message) { }

    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidRequestException : AmazonAthenaException
{
    public InvalidRequestException(string message)
        : base(message) { }

    public InvalidRequestException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AthenaErrorCode { get; set; }
}

public class MetadataException : AmazonAthenaException
{
    public MetadataException(string message)
        : base(message) { }

    public MetadataException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotFoundException : AmazonAthenaException
{
    public ResourceNotFoundException(string message)
        : base(message) { }

    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ResourceName { get; set; }
}

public class TooManyRequestsException : AmazonAthenaException
{
    public TooManyRequestsException(string message)
        : base(message) { }

    public TooManyRequestsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ThrottleReason Reason { get; set; }
}
