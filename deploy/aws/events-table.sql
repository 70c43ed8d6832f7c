-- The event log in Athena: JSON lines by UTC hour. For an account that has no such table yet; one that is there can stay as it is, the pipeline fits its
-- SQL to it. Replace database, table and both s3:// addresses, and run it in Athena as it stands.
--
-- timestamp is text: the JSON SerDe reads no ISO 8601 into a timestamp column, and gives NULL for every event.
-- dots.in.keys: a struct of the catalog cannot be asked for a field with dots, so the SerDe reads resource.service.name into resource_service_name.
-- case.insensitive and mapping stay away: the catalog keeps names in lower case, and the SerDe compares without case by default.
-- Partitions are projected: no crawler, no MSCK REPAIR TABLE, new hours are there at once.
CREATE EXTERNAL TABLE IF NOT EXISTS log_db.logall (
  `timestamp` string,
  `body` string,
  `attributes` struct<
    `resource_service_name`:string,
    `resource_service_namespace`:string,
    `userKey`:string,
    `sessionId`:string,
    `action`:string,
    `menuName`:string,
    `page`:string,
    `referer`:string,
    `productName`:string,
    `category`:string,
    `ctgnm`:string,
    `sellerNm`:string,
    `source`:string,
    `specification`:string,
    `goodsCd`:string,
    `quantity`:string,
    `salePrice`:string,
    `price`:string,
    `query`:string,
    `payload_query`:string,
    `resultCount`:string,
    `payload_productId`:string,
    `payload_productName`:string,
    `payload_sellerCode`:string,
    `fromPath`:string,
    `toPath`:string,
    `path`:string,
    `totalAmount`:string,
    `paymentMethod`:string,
    `orderItems`:string,
    `discountAmount`:string,
    `channel`:string>
)
PARTITIONED BY (`year` string, `month` string, `day` string, `hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('dots.in.keys' = 'true', 'ignore.malformed.json' = 'true')
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://commerce-logs/logall/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.year.type' = 'integer',
  'projection.year.range' = '2020,2039',
  'projection.month.type' = 'integer',
  'projection.month.range' = '1,12',
  'projection.month.digits' = '2',
  'projection.day.type' = 'integer',
  'projection.day.range' = '1,31',
  'projection.day.digits' = '2',
  'projection.hour.type' = 'integer',
  'projection.hour.range' = '0,23',
  'projection.hour.digits' = '2',
  'storage.location.template' = 's3://commerce-logs/logall/year=${year}/month=${month}/day=${day}/hour=${hour}/'
)
