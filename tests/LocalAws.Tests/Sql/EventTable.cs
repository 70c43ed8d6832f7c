namespace LocalAws.Tests.Sql;

/// <summary>The event table as a lake has it.</summary>
internal static class EventTable
{
    public const string Ddl = """
        CREATE EXTERNAL TABLE IF NOT EXISTS log_db.logall (
          `timestamp` timestamp,
          `body` string COMMENT 'kind of event',
          `attributes` struct<`resource.service.name`:string, `userKey`:string, `quantity`:string, `items`:string>
        )
        PARTITIONED BY (`year` string, `month` string, `day` string, `hour` string)
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
        WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true', 'case.insensitive' = 'TRUE')
        STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
        OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
        LOCATION 's3://commerce-logs/logall/'
        TBLPROPERTIES (
          'projection.enabled' = 'true',
          'projection.year.type' = 'integer', 'projection.year.range' = '2024,2030',
          'projection.month.type' = 'integer', 'projection.month.range' = '1,12', 'projection.month.digits' = '2',
          'projection.day.type' = 'integer', 'projection.day.range' = '1,31', 'projection.day.digits' = '2',
          'projection.hour.type' = 'integer', 'projection.hour.range' = '0,23', 'projection.hour.digits' = '2',
          'storage.location.template' = 's3://commerce-logs/logall/year=${year}/month=${month}/day=${day}/hour=${hour}/'
        )
        """;

    public static string Hour(int month, int day, int hour) =>
        $"commerce-logs/logall/year=2025/month={month:00}/day={day:00}/hour={hour:00}";

    public static string Event(string timestamp, string body, string attributes) =>
        $$"""{"timestamp":"{{timestamp}}","body":"{{body}}","attributes":{{attributes}}}""";
}
