namespace LocalAws.Tests.Fuzzing;

/// <summary>Good inputs to start from.</summary>
internal static class Corpus
{
    private const string Storage =
        """{"Columns":[{"Name":"n","Type":"int","Comment":"c"}],"Location":"s3://shop/t/","InputFormat":"i","OutputFormat":"o","SerdeInfo":{"SerializationLibrary":"l","Parameters":{"a":"b"}}}""";

    private static readonly string Input =
        """{"Name":"t","TableType":"EXTERNAL_TABLE","PartitionKeys":[{"Name":"day","Type":"date"}],"Parameters":{"a":"b"},"Retention":0,"StorageDescriptor":"""
        + Storage
        + "}";

    private static readonly string Partition =
        """{"Values":["2025-01-01"],"Parameters":{},"StorageDescriptor":""" + Storage + "}";

    public static IReadOnlyList<(string Target, string Body)> Json { get; } =
    [
        (
            "AmazonAthena.StartQueryExecution",
            """{"QueryString":"SELECT 1","ClientRequestToken":"0123456789abcdef0123456789abcdef","QueryExecutionContext":{"Database":"shop","Catalog":"AwsDataCatalog"},"ResultConfiguration":{"OutputLocation":"s3://results/"},"WorkGroup":"primary","ExecutionParameters":[]}"""
        ),
        ("AmazonAthena.GetQueryExecution", """{"QueryExecutionId":"00000000-0000-4000-8000-000000000000"}"""),
        ("AmazonAthena.BatchGetQueryExecution", """{"QueryExecutionIds":["00000000-0000-4000-8000-000000000000"]}"""),
        ("AmazonAthena.StopQueryExecution", """{"QueryExecutionId":"00000000-0000-4000-8000-000000000000"}"""),
        ("AmazonAthena.ListQueryExecutions", """{"NextToken":"1","MaxResults":5,"WorkGroup":"primary"}"""),
        (
            "AmazonAthena.GetQueryResults",
            """{"QueryExecutionId":"00000000-0000-4000-8000-000000000000","NextToken":"1","MaxResults":5}"""
        ),
        ("AmazonAthena.GetQueryRuntimeStatistics", """{"QueryExecutionId":"00000000-0000-4000-8000-000000000000"}"""),
        ("AmazonAthena.GetWorkGroup", """{"WorkGroup":"primary"}"""),
        ("AmazonAthena.ListWorkGroups", """{"NextToken":"a","MaxResults":5}"""),
        ("AmazonAthena.GetDataCatalog", """{"Name":"AwsDataCatalog"}"""),
        ("AmazonAthena.ListDatabases", """{"CatalogName":"AwsDataCatalog","NextToken":"YQ==","MaxResults":5}"""),
        ("AmazonAthena.GetDatabase", """{"CatalogName":"AwsDataCatalog","DatabaseName":"default"}"""),
        (
            "AmazonAthena.ListTableMetadata",
            """{"CatalogName":"AwsDataCatalog","DatabaseName":"default","Expression":"a.*","NextToken":"YQ==","MaxResults":5}"""
        ),
        (
            "AmazonAthena.GetTableMetadata",
            """{"CatalogName":"AwsDataCatalog","DatabaseName":"default","TableName":"t"}"""
        ),
        (
            "AWSGlue.CreateDatabase",
            """{"DatabaseInput":{"Name":"fuzz","Description":"d","LocationUri":"s3://shop/","Parameters":{"a":"b"}}}"""
        ),
        ("AWSGlue.UpdateDatabase", """{"Name":"fuzz","DatabaseInput":{"Name":"fuzz","Description":"d"}}"""),
        ("AWSGlue.GetDatabase", """{"Name":"default","CatalogId":"000000000000"}"""),
        ("AWSGlue.GetDatabases", """{"NextToken":"YQ==","MaxResults":5}"""),
        ("AWSGlue.DeleteDatabase", """{"Name":"fuzz"}"""),
        ("AWSGlue.CreateTable", $$"""{"DatabaseName":"default","TableInput":{{Input}}}"""),
        ("AWSGlue.UpdateTable", $$"""{"DatabaseName":"default","TableInput":{{Input}}}"""),
        ("AWSGlue.GetTable", """{"DatabaseName":"default","Name":"t"}"""),
        ("AWSGlue.GetTables", """{"DatabaseName":"default","Expression":"a.*","NextToken":"YQ==","MaxResults":5}"""),
        ("AWSGlue.DeleteTable", """{"DatabaseName":"default","Name":"t"}"""),
        ("AWSGlue.BatchDeleteTable", """{"DatabaseName":"default","TablesToDelete":["t","u"]}"""),
        (
            "AWSGlue.CreatePartition",
            $$"""{"DatabaseName":"default","TableName":"kept","PartitionInput":{{Partition}}}"""
        ),
        (
            "AWSGlue.BatchCreatePartition",
            $$"""{"DatabaseName":"default","TableName":"kept","PartitionInputList":[{{Partition}}]}"""
        ),
        (
            "AWSGlue.UpdatePartition",
            $$"""{"DatabaseName":"default","TableName":"kept","PartitionValueList":["2025-01-01"],"PartitionInput":{{Partition}}}"""
        ),
        (
            "AWSGlue.BatchUpdatePartition",
            $$"""{"DatabaseName":"default","TableName":"kept","Entries":[{"PartitionValueList":["2025-01-01"],"PartitionInput":{{Partition}}}]}"""
        ),
        ("AWSGlue.GetPartition", """{"DatabaseName":"default","TableName":"kept","PartitionValues":["2025-01-01"]}"""),
        (
            "AWSGlue.GetPartitions",
            """{"DatabaseName":"default","TableName":"kept","Expression":"day > '2025-01-01' AND NOT (day IN ('a','b') OR day LIKE 'x%')","NextToken":"YQ==","MaxResults":5,"Segment":{"SegmentNumber":0,"TotalSegments":2}}"""
        ),
        (
            "AWSGlue.BatchGetPartition",
            """{"DatabaseName":"default","TableName":"kept","PartitionsToGet":[{"Values":["2025-01-01"]}]}"""
        ),
        (
            "AWSGlue.DeletePartition",
            """{"DatabaseName":"default","TableName":"kept","PartitionValues":["2025-01-01"]}"""
        ),
        (
            "AWSGlue.BatchDeletePartition",
            """{"DatabaseName":"default","TableName":"kept","PartitionsToDelete":[{"Values":["2025-01-01"]}]}"""
        ),
    ];

    public static IReadOnlyList<(string Method, string Target, string Body)> Xml { get; } =
    [
        (
            "POST",
            "/shop?delete",
            "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet><Object><Key>a/b</Key></Object><Object><Key>c</Key></Object></Delete>"
        ),
        (
            "PUT",
            "/fuzzed",
            "<CreateBucketConfiguration><LocationConstraint>ap-northeast-2</LocationConstraint></CreateBucketConfiguration>"
        ),
        (
            "PUT",
            "/shop?lifecycle",
            "<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix>x/</Prefix></Filter><Expiration><Days>7</Days></Expiration></Rule></LifecycleConfiguration>"
        ),
        ("PUT", "/shop/a.txt?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
        (
            "POST",
            "/shop/a.txt?uploadId=0123456789abcdef0123456789abcdef",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part></CompleteMultipartUpload>"
        ),
    ];

    public static IReadOnlyList<string> Forms { get; } =
    [
        "Action=GetCallerIdentity&Version=2011-06-15",
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Freader&RoleSessionName=s&DurationSeconds=900&Policy=%7B%7D",
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Freader&RoleSessionName=s&WebIdentityToken=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL3giLCJzdWIiOiJzIiwiYXVkIjoiYSIsImV4cCI6MX0.c2ln",
    ];

    public static IReadOnlyList<string> Parameters { get; } =
    [
        "list-type",
        "prefix",
        "delimiter",
        "max-keys",
        "start-after",
        "continuation-token",
        "encoding-type",
        "marker",
        "uploads",
        "uploadId",
        "partNumber",
        "part-number-marker",
        "max-parts",
        "key-marker",
        "upload-id-marker",
        "max-uploads",
        "location",
        "lifecycle",
        "delete",
        "tagging",
        "acl",
        "versions",
        "response-content-type",
        "response-content-disposition",
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
        "X-Amz-Security-Token",
    ];

    public static IReadOnlyList<string> Segments { get; } =
    [
        "..",
        ".",
        "%2e%2e",
        "%2E%2e",
        "..%2f..",
        "%c0%ae%c0%ae",
        "%00",
        "a%00b",
        "%2f",
        "%5c..",
        "..;",
        "etc",
        "passwd",
        "a",
        "b.txt",
        "%",
        "%zz",
        "%u002e",
        "a+b",
        "%20",
        "%0d%0a",
        "~",
        ".localaws",
        "keys.json",
        "%ef%bc%8f",
        "*",
        "con",
        "a:b",
        "'",
        "%22",
        "%3f",
        "%23",
        "%f0%9f%9b%92",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "\u00fc",
    ];

    public static IReadOnlyList<string> Statements { get; } =
    [
        "SELECT word , count ( * ) AS n , sum ( n ) FILTER ( WHERE n > 1 ) FROM words WHERE word LIKE 'a%' AND n BETWEEN 1 AND 3 GROUP BY word HAVING count ( * ) > 0 ORDER BY 2 DESC NULLS LAST LIMIT 10",
        "WITH a AS ( SELECT * FROM words ) , b AS ( SELECT word FROM a WHERE n IS NOT NULL ) SELECT a.word , b.word FROM a LEFT JOIN b ON a.word = b.word UNION ALL SELECT 'x' , CAST ( NULL AS varchar )",
        "SELECT row_number ( ) OVER ( PARTITION BY word ORDER BY n DESC ) AS r , lag ( n , 1 ) OVER ( ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW ) FROM words",
        "SELECT date_trunc ( 'day' , timestamp '2025-01-02 03:04:05.678' AT TIME ZONE 'Asia/Seoul' ) , date_diff ( 'hour' , date '2025-01-01' , current_date ) , interval '1' day",
        "SELECT try_cast ( json_extract_scalar ( '{\"a\":[1,2]}' , '$.a[0]' ) AS bigint ) , regexp_replace ( 'abc' , '(a)(b)' , '$2$1' ) , split_part ( 'a-b' , '-' , 2 ) , map_agg ( word , n ) FROM words",
        "SELECT x , y FROM UNNEST ( sequence ( 1 , 5 ) , ARRAY [ 'a' , 'b' ] ) WITH ORDINALITY AS t ( x , y , o ) CROSS JOIN ( VALUES ( 1 ) , ( 2 ) ) AS v ( z )",
        "SELECT transform ( ARRAY [ 1 , 2 ] , e -> e * 2 ) , reduce ( ARRAY [ 1 ] , 0 , ( s , e ) -> s + e , s -> s ) , CASE n WHEN 1 THEN 'one' ELSE NULL END , coalesce ( n , 0 ) / 0 FROM words",
        "CREATE TABLE made WITH ( format = 'PARQUET' , external_location = 's3://shop/made/' , write_compression = 'SNAPPY' , partitioned_by = ARRAY [ 'n' ] ) AS SELECT word , n FROM words",
        "CREATE EXTERNAL TABLE IF NOT EXISTS ext ( a string , b struct<c:int,d:array<string>> ) PARTITIONED BY ( day string ) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://shop/ext/' TBLPROPERTIES ( 'projection.enabled' = 'true' , 'projection.day.type' = 'date' , 'projection.day.range' = '2025-01-01,NOW' , 'projection.day.format' = 'yyyy-MM-dd' )",
        "SELECT * FROM ext WHERE day >= '2025-01-01'",
        "CREATE DATABASE IF NOT EXISTS fuzz COMMENT 'c' LOCATION 's3://shop/fuzz/'",
        "DROP TABLE IF EXISTS made",
        "DROP DATABASE IF EXISTS fuzz CASCADE",
        "ALTER TABLE ext ADD IF NOT EXISTS PARTITION ( day = '2025-01-01' ) LOCATION 's3://shop/ext/1/'",
        "ALTER TABLE ext SET TBLPROPERTIES ( 'a' = 'b' )",
        "CREATE OR REPLACE VIEW seen AS SELECT word FROM words",
        "INSERT INTO words SELECT 'c' , 3",
        "SHOW TABLES IN default 'w*'",
        "SHOW CREATE TABLE words",
        "SHOW PARTITIONS ext",
        "DESCRIBE words",
        "EXPLAIN SELECT * FROM words",
        "SELECT \"$path\" , * FROM words",
    ];

    public static IReadOnlyList<string> Words { get; } =
    [
        .. Statements.SelectMany(s => s.Split(' ')).Distinct(),
        "read_csv('/etc/passwd')",
        "'/etc/passwd'",
        "COPY",
        "ATTACH",
        "'../../outside'",
        "s3://shop/../../outside",
        "PRAGMA",
        "INSTALL",
        "LOAD",
        "getenv('HOME')",
        "glob('/*')",
        "read_text('/etc/passwd')",
        "0x",
        "1e999",
        "''",
        "\"\"",
        "99999999999999999999999999999999999999999",
        "decimal '1.1'",
        "X'zz'",
        "U&'\\0041'",
    ];
}
